package dev.vertepath.exchange.stream;

import dev.vertepath.access.GuardedRecord;
import dev.vertepath.exchange.outbox.Outbox;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnExpression("${vertepath.events:true}")
class StreamConfiguration {

  @Bean
  Newest newestEvent(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    return new Newest(jdbc, new Listeners(jdbc, new TransactionTemplate(transactions), clock));
  }

  @Bean
  ServletRegistrationBean<StreamServlet> eventStream(
      Outbox outbox, GuardedRecord record, Newest newest, Clock clock) {
    var servlet =
        new ServletRegistrationBean<>(
            new StreamServlet(new EventStream(outbox, record, newest, clock), newest), "/events");
    servlet.setAsyncSupported(true);
    return servlet;
  }
}
