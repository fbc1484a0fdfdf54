package dev.vertepath.platform;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The time and the place whose calendar days count. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The time zone of the facility: {@code vertepath.zone}, or the machine's own. */
  @Bean
  ZoneId facilityZone(Environment environment) {
    String zone = environment.getProperty("vertepath.zone");
    if (zone == null || !StringUtils.hasText(zone)) {
      return ZoneId.systemDefault();
    }
    try {
      return ZoneId.of(zone.strip());
    } catch (DateTimeException e) {
      throw new StartUpException(
          "VERTEPATH_ZONE is '"
              + zone
              + "', which is no time zone: write one such as Europe/Berlin.",
          e);
    }
  }
}
