package dev.vertepath.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The database and the way to it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  /** How long a request waits for a connection before it learns that it will not be served. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Every statement is written for the indexes that it goes by, so that the planner has little to
   * find out: it may plan each once (which costs more than most of them take), and shall not
   * mistake a table that was small when it looked for one that is. Parallel workers take longer to
   * start than a look-up takes.
   */
  private static final String SESSION =
      """
      set plan_cache_mode = force_generic_plan;
      set enable_seqscan = off;
      set random_page_cost = 1.1;
      set max_parallel_workers_per_gather = 0;
      set jit = off;
      set statement_timeout = '%dms';
      """;

  private static final String URL = "spring.datasource.url";

  static boolean isExternal(Environment environment) {
    return StringUtils.hasText(environment.getProperty(URL));
  }

  @Bean(destroyMethod = "close")
  Database database(Environment environment, ObjectProvider<PendingServer> pending) {
    String url = environment.getProperty(URL);
    if (url != null && StringUtils.hasText(url)) {
      return new ExternalDatabase(
              url,
              environment.getProperty("spring.datasource.username"),
              environment.getProperty("spring.datasource.password"))
          .reached();
    }
    return pending.getObject().await();
  }

  @Bean
  HikariDataSource dataSource(
      Database database,
      Environment environment,
      @Value("${vertepath.statement-timeout:PT60S}") Duration timeout) {
    var config = new HikariConfig();
    config.setPoolName("record");
    config.setJdbcUrl(database.url());
    config.setUsername(database.username());
    config.setPassword(database.password());
    config.setMaximumPoolSize(PoolSettings.of(environment).size());
    config.setMinimumIdle(2);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setConnectionInitSql(SESSION.formatted(timeout.toMillis()));
    config.addDataSourceProperty("ApplicationName", "VertePath");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    // Statements are long, and each combination of their parts is one of its own.
    config.addDataSourceProperty("preparedStatementCacheSizeMiB", "16");
    // It tells the values of a row that it refuses, and goes into logs.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    return new HikariDataSource(config);
  }

  /** By connections of its own: a migration takes as long as it takes. */
  @Bean
  FlywayConfigurationCustomizer migrationTakesItsTime(Database database) {
    return flyway -> flyway.dataSource(database.url(), database.username(), database.password());
  }

  @Bean
  FlywayMigrationStrategy migrationUnlessNewer() {
    return flyway -> {
      SchemaVersion.requireKnown(flyway.info());
      flyway.migrate();
    };
  }
}
