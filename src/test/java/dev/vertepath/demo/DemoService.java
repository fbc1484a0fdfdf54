package dev.vertepath.demo;

import dev.vertepath.TestDatabase;
import dev.vertepath.VertePath;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.StoredResource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service with its port, over a database that is given, on a day that never ends. */
final class DemoService implements AutoCloseable {

  /** A Wednesday. */
  static final Instant NOW = Instant.parse("2026-11-25T13:40:00Z");

  private final ConfigurableApplicationContext context;

  private DemoService(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts it.
   *
   * @param options beside those that say where the database is
   */
  static DemoService started(TestDatabase.Server database, String... options) {
    return new DemoService(
        new SpringApplicationBuilder(VertePath.class)
            .initializers(
                context ->
                    context.addBeanFactoryPostProcessor(
                        factory -> replaceClock((BeanDefinitionRegistry) factory)))
            .run(
                Stream.concat(
                        Stream.of(
                            "--server.port=0",
                            "--vertepath.zone=Europe/Berlin",
                            "--spring.datasource.url=" + database.url(),
                            "--spring.datasource.username=" + database.username(),
                            "--spring.datasource.password=" + database.password()),
                        Stream.of(options))
                    .toArray(String[]::new)));
  }

  private static void replaceClock(BeanDefinitionRegistry registry) {
    registry.removeBeanDefinition("clock");
    registry.registerBeanDefinition(
        "clock", new RootBeanDefinition(Clock.class, () -> Clock.fixed(NOW, ZoneOffset.UTC)));
  }

  <B> B bean(Class<B> type) {
    return context.getBean(type);
  }

  ClinicalRecord record() {
    return context.getBean("clinicalRecord", ClinicalRecord.class);
  }

  JdbcClient jdbc() {
    return context.getBean(JdbcClient.class);
  }

  /** How many a search finds. */
  long count(String type, String query) {
    Long total = record().search(type, query + "&_count=1&_total=accurate").total();
    return total == null ? 0 : total;
  }

  /** All resources of a type as they are now. */
  List<StoredResource> all(String type) {
    List<StoredResource> all = new ArrayList<>();
    String next = "_count=500";
    while (next != null) {
      var page = record().search(type, next);
      all.addAll(page.matches());
      next = page.links().next();
    }
    return all;
  }

  /** Rows as text, each on a line, in an order of their own. */
  List<String> rows(String sql) {
    return jdbc().sql(sql).query((row, number) -> String.valueOf(row.getString(1))).list();
  }

  @Override
  public void close() {
    context.close();
  }
}
