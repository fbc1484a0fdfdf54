package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.exchange.message.FhirChannel;
import dev.vertepath.exchange.message.Inbox;
import dev.vertepath.exchange.message.Messages;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.fhir.operation.Operation;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ExchangeOperations {

  @Bean
  Operation processMessage(Inbox inbox, FhirChannel channel, Outbox outbox) {
    return new ProcessMessage(inbox, channel, outbox);
  }

  @Bean
  Operation listMessages(Messages messages, ZoneId zone) {
    return new ListMessages(messages, zone);
  }

  @Bean
  Operation showMessage(Messages messages) {
    return new ShowMessage(messages);
  }

  @Bean
  Operation replayMessage(Messages messages) {
    return new ReplayMessage(messages);
  }

  @Bean
  Operation tryMessage(Messages messages, FhirChannel channel) {
    return new TryMessage(messages, channel);
  }

  @Bean
  Operation dropMessage(Messages messages) {
    return new DropMessage(messages);
  }
}
