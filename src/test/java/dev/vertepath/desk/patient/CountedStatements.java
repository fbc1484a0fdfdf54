package dev.vertepath.desk.patient;

import dev.vertepath.CountingDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Notes what the pages send to the database, and not what the service does all the time. */
@TestConfiguration(proxyBeanMethods = false)
public class CountedStatements {

  public static final CountingDataSource STATEMENTS = CountingDataSource.ofRequests();

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
