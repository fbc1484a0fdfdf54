package dev.vertepath.access.issuer;

import dev.vertepath.access.login.PageLogin;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may log in, and which programs may ask for tokens: for the server and for the commands. */
@Configuration(proxyBeanMethods = false)
class RegistrationConfiguration {

  /** About a quarter of a second for each try. */
  private static final int STRENGTH = 12;

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder(STRENGTH);
  }

  @Bean
  Accounts accounts(JdbcClient jdbc, PasswordEncoder encoder, Clock clock) {
    return new Accounts(jdbc, encoder, clock);
  }

  @Bean
  ClientKeySettings clientKeySettings(Environment environment) {
    return ClientKeySettings.of(environment);
  }

  @Bean
  Clients clients(
      JdbcClient jdbc, Clock clock, ClientKeySettings keys, ObjectProvider<IssuerSettings> own) {
    IssuerSettings settings = own.getIfAvailable();
    return new Clients(
        jdbc, clock, keys, settings == null ? null : settings.issuer() + PageLogin.DONE);
  }

  @Bean
  @ConditionalOnBooleanProperty("vertepath.authorization-server")
  IssuerSettings issuerSettings(Environment environment) {
    return IssuerSettings.of(environment);
  }

  @Bean
  @ConditionalOnBooleanProperty("vertepath.authorization-server")
  SigningKeys signingKeys(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    return new SigningKeys(jdbc, new TransactionTemplate(transactions), clock);
  }
}
