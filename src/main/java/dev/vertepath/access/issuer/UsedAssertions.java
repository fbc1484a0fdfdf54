package dev.vertepath.access.issuer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** By which assertions clients have proven themselves: each is good once, for all replicas. */
final class UsedAssertions {

  private static final Duration CLEANED_AFTER = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final Clock clock;
  private Instant cleaned = Instant.MIN;

  UsedAssertions(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param expires when the assertion is refused for its age
   * @return whether it was used for the first time now
   */
  boolean use(String client, String jti, Instant expires) {
    clean();
    return jdbc.sql(
                "insert into used_assertion (client, jti, expires) values (?, ?, ?)"
                    + " on conflict do nothing")
            .param(client)
            .param(TokenHash.of(jti))
            .param(expires.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  private void clean() {
    Instant now = clock.instant();
    synchronized (this) {
      if (now.isBefore(cleaned)) {
        return;
      }
      cleaned = now.plus(CLEANED_AFTER);
    }
    jdbc.sql("delete from used_assertion where expires < ?")
        .param(now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
