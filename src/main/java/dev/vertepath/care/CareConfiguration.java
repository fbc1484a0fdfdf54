package dev.vertepath.care;

import dev.vertepath.access.Access;
import dev.vertepath.pathway.CandidacyProtocol;
import dev.vertepath.pathway.FollowUpProtocol;
import dev.vertepath.pathway.Pathway;
import dev.vertepath.pathway.Protocols;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Consequence;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Chooses the protocols and puts the pathway to work. */
@Configuration(proxyBeanMethods = false)
class CareConfiguration {

  private static final List<CandidacyProtocol> CANDIDACY =
      List.of(
          Protocols.candidacyDefault(),
          Protocols.candidacySevereEarlyPain(),
          Protocols.candidacyCoverage());

  private static final List<FollowUpProtocol> FOLLOW_UP =
      List.of(Protocols.vertebroplastyFollowUp(), Protocols.registryFollowUp());

  @Bean
  Pathway pathway(
      ZoneId zone,
      @Value("${vertepath.candidacy-protocol:candidacy-default}") String candidacy,
      @Value("${vertepath.follow-up-protocol:vertebroplasty-follow-up}") String followUp) {
    return new Pathway(
        choose("VERTEPATH_CANDIDACY_PROTOCOL", candidacy, CANDIDACY, CandidacyProtocol::url),
        choose("VERTEPATH_FOLLOW_UP_PROTOCOL", followUp, FOLLOW_UP, FollowUpProtocol::url),
        zone);
  }

  @Bean
  WorkflowTables workflowTables(JdbcClient jdbc) {
    return new WorkflowTables(jdbc);
  }

  /** Before anything follows from what was sent. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  Consequence cliniciansActs(Access access, ZoneId zone) {
    return new CliniciansActs(access, zone);
  }

  /** Before those that tell of all that was written. */
  @Bean
  @Order(0)
  Consequence advance(Pathway pathway, ZoneId zone, WorkflowTables tables) {
    return new Advance(pathway, zone, tables);
  }

  @Bean
  Rebuild rebuild(ClinicalRecord record, WorkflowTables tables) {
    return new Rebuild(record, tables);
  }

  private static <P> P choose(
      String setting, String wanted, List<P> shipped, Function<P, String> url) {
    return shipped.stream()
        .filter(p -> url.apply(p).equals(wanted) || id(url.apply(p)).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is '%s': it must be one of %s."
                        .formatted(
                            setting,
                            wanted,
                            String.join(
                                ", ", shipped.stream().map(url).map(u -> id(u)).toList()))));
  }

  private static String id(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
