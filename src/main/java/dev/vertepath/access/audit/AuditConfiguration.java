package dev.vertepath.access.audit;

import dev.vertepath.access.Access;
import dev.vertepath.access.GuardedRecord;
import dev.vertepath.record.Consequence;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the audit trail together. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  /** Around those who let in or turn away. */
  private static final int BEFORE_LOGIN = Ordered.HIGHEST_PRECEDENCE + 1;

  private static final int AFTER_LOGIN = Ordered.HIGHEST_PRECEDENCE + 100;

  @Bean
  AuditTable auditTable(JdbcClient jdbc) {
    return new AuditTable(jdbc);
  }

  @Bean
  Exports exports(AuditTable table, Clock clock) {
    return new Exports(table, clock);
  }

  @Bean
  Sweeps sweeps(AuditTable table, Clock clock) {
    return new Sweeps(table, clock);
  }

  @Bean
  InnerDoor innerDoor(AuditTable table, Clock clock) {
    return new InnerDoor(table, clock);
  }

  @Bean
  WriteTrail writeTrail() {
    return new WriteTrail();
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  Consequence auditBefore(WriteTrail trail) {
    return trail.before();
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  Consequence auditAfter(WriteTrail trail) {
    return trail.after();
  }

  @Bean
  @Fallback
  AuditedRecord auditedRecord(GuardedRecord record, AuditReading events, AuditTable table) {
    return new AuditedRecord(record, events, new ErasureTrail(table, record));
  }

  @Bean
  AuditedLists auditedLists(GuardedRecord record) {
    return new AuditedLists(record);
  }

  @Bean
  AuditReading auditReading(
      JdbcClient jdbc,
      Access access,
      ZoneId zone,
      @Value("${vertepath.base-url:}") String baseUrl) {
    String server = baseUrl.isBlank() ? machine() : baseUrl.strip();
    return new AuditReading(jdbc, access, new AuditResource(server), zone);
  }

  @Bean
  AuditKey auditKey(JdbcClient jdbc, @Value("${vertepath.audit-key:}") String file) {
    return file.isBlank() ? AuditKey.in(jdbc) : AuditKey.in(Path.of(file.strip()));
  }

  @Bean
  AuditVerifier auditVerifier(JdbcClient jdbc, AuditKey key) {
    return new AuditVerifier(jdbc, key);
  }

  @Bean
  AuditInspection auditInspection(AuditVerifier verifier, AuditReading events) {
    return new AuditInspection(verifier, events);
  }

  @Bean
  Accesses accesses(JdbcClient jdbc, Access access, AuditedRecord record) {
    return new Accesses(jdbc, access, record);
  }

  @Bean
  Tombstones tombstones(JdbcClient jdbc, Access access) {
    return new Tombstones(jdbc, access);
  }

  @Bean
  Chain chain(JdbcClient jdbc, PlatformTransactionManager transactions, AuditKey key, Clock clock) {
    return new Chain(jdbc, new TransactionTemplate(transactions), key, clock);
  }

  /** While the service serves; a command leaves it to the next start. */
  @Bean
  @ConditionalOnWebApplication
  Chainer chainer(Chain chain) {
    return new Chainer(chain);
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Bean
  @ConditionalOnWebApplication
  GroupWriter groupWriter(AuditTable table) {
    return new GroupWriter(table::add);
  }

  @Bean
  @ConditionalOnWebApplication
  OtherDoor otherDoor(GroupWriter writer, Clock clock) {
    return new OtherDoor(writer, clock);
  }

  @Bean
  @ConditionalOnWebApplication
  FilterRegistrationBean<AuditFilter> auditFilter(GroupWriter writer, Clock clock) {
    var filter = new FilterRegistrationBean<>(new AuditFilter(writer, clock));
    filter.setOrder(BEFORE_LOGIN);
    return filter;
  }

  @Bean
  @ConditionalOnWebApplication
  FilterRegistrationBean<CallerFilter> callerFilter() {
    var filter = new FilterRegistrationBean<>(new CallerFilter());
    filter.setOrder(AFTER_LOGIN);
    return filter;
  }
}
