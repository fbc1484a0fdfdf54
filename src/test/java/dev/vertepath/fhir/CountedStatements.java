package dev.vertepath.fhir;

import dev.vertepath.CountingDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Notes what a running service sends to its database. */
@TestConfiguration(proxyBeanMethods = false)
class CountedStatements {

  static final CountingDataSource STATEMENTS = CountingDataSource.ofRequests();

  @Bean
  static BeanPostProcessor countedStatements() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? STATEMENTS.over(source) : bean;
      }
    };
  }
}
