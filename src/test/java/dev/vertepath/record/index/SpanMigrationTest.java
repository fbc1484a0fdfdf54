package dev.vertepath.record.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vertepath.TestDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was indexed when there were fewer classes of length is classed as it would be today. */
class SpanMigrationTest {

  private static final long DAY = Duration.ofDays(1).toNanos() / 1000;

  private final HikariDataSource source = new HikariDataSource();
  private JdbcClient jdbc;

  @BeforeEach
  void aDatabaseOfBefore() {
    var server = TestDatabase.freshDatabase();
    source.setJdbcUrl(server.url());
    source.setUsername(server.username());
    source.setPassword(server.password());
    jdbc = JdbcClient.create(source);
    migrate("22");
  }

  @AfterEach
  void close() {
    source.close();
  }

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration")
        .target(target)
        .load()
        .migrate();
  }

  @ParameterizedTest
  @ValueSource(strings = {"search_date", "past_date"})
  void eachLengthGetsItsClass(String table) {
    List<Long> lengths =
        LongStream.concat(
                LongStream.of(-1, 0, DAY, 7 * DAY, 20 * DAY, 300 * DAY, 400 * DAY),
                Arrays.stream(Span.values())
                    .mapToLong(Span::longest)
                    .flatMap(longest -> LongStream.of(longest - 1, longest, longest + 1)))
            .boxed()
            .toList();
    lengths.forEach(length -> insert(table, length));

    migrate("23");

    assertThat(lengths)
        .allSatisfy(
            length ->
                assertThat(classed(table, length))
                    .as("%d microseconds", length)
                    .isEqualTo(Span.of(length).number()));
  }

  private void insert(String table, long length) {
    boolean past = table.equals("past_date");
    jdbc.sql(
            "insert into %s (rid, tx, param, status, span, lo, hi%s) values (1, 1, 1, 0, ?, ?, ?%s)"
                .formatted(table, past ? ", until_tx" : "", past ? ", 2" : ""))
        .params(before(length), -length, 0)
        .update();
  }

  private int classed(String table, long length) {
    return jdbc.sql("select span from %s where hi - lo = ?".formatted(table))
        .param(length)
        .query(Integer.class)
        .single();
  }

  /** As up to version 22. */
  private static int before(long length) {
    if (length <= Duration.ofHours(25).toNanos() / 1000) {
      return 0;
    }
    if (length <= 32 * DAY) {
      return 1;
    }
    return length <= 367 * DAY ? 2 : 3;
  }
}
