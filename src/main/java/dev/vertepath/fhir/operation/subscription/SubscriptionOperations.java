package dev.vertepath.fhir.operation.subscription;

import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.exchange.outbox.DeadLetters;
import dev.vertepath.exchange.subscription.Subscriptions;
import dev.vertepath.fhir.operation.Operation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SubscriptionOperations {

  @Bean
  Operation subscriptionStatus(AuditedRecord record, Subscriptions subscriptions) {
    return new StatusOfSubscription(record, subscriptions);
  }

  @Bean
  Operation subscriptionEvents(AuditedRecord record, Subscriptions subscriptions) {
    return new EventsOfSubscription(record, subscriptions);
  }

  @Bean
  Operation subscriptionSecret(AuditedRecord record, Subscriptions subscriptions) {
    return new SecretOfSubscription(record, subscriptions);
  }

  @Bean
  Operation listDeadLetters(DeadLetters letters) {
    return new ListDeadLetters(letters);
  }

  @Bean
  Operation resendDeadLetter(DeadLetters letters) {
    return DecideOnDeadLetter.resend(letters);
  }

  @Bean
  Operation dropDeadLetter(DeadLetters letters) {
    return DecideOnDeadLetter.drop(letters);
  }
}
