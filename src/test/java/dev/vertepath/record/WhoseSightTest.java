package dev.vertepath.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.Sight.Given;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which sights are of those who see the same. */
class WhoseSightTest {

  private static final String CONDITION = "{r}.patient = (select patient from sight)";

  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-26T12:00:00Z");

  private static Sight sight(String condition, Given... more) {
    List<Given> given = new ArrayList<>();
    given.add(new Given("patient", "text", "her"));
    given.add(new Given("actors", "text[]", new String[] {"Organization/a", "Practitioner/b"}));
    given.addAll(List.of(more));
    return new Sight(given, condition);
  }

  @Test
  void theSameAtAnotherTimeIsTheSame() {
    assertThat(sight(CONDITION, Given.passing("now", NOON)).whose())
        .isEqualTo(sight(CONDITION, Given.passing("now", NOON.plusHours(12))).whose())
        .hasSameHashCodeAs(sight(CONDITION, Given.passing("now", NOON.plusHours(12))).whose());
    assertThat(Sight.ALL.whose()).isEqualTo(Sight.ALL.whose());
  }

  @Test
  void theLatestIsTheOneOfWhoAskedLast() {
    Sight first = sight(CONDITION, Given.passing("now", NOON));
    Sight second = sight(CONDITION, Given.passing("now", NOON.plusNanos(1000)));
    assertThat(Sight.latest(List.of(first, second))).isSameAs(second);
    assertThat(Sight.latest(List.of(second, first))).isSameAs(second);
    assertThat(Sight.latest(List.of(Sight.ALL))).isSameAs(Sight.ALL);
  }

  static Stream<Sight> others() {
    return Stream.of(
        Sight.ALL,
        sight("true"),
        sight(CONDITION, new Given("level", "smallint", (short) 1)),
        new Sight(List.of(new Given("patient", "text", "her")), CONDITION),
        new Sight(
            List.of(
                new Given("patient", "text", "him"),
                new Given("actors", "text[]", new String[] {"Organization/a", "Practitioner/b"})),
            CONDITION),
        new Sight(
            List.of(
                new Given("patient", "text", "her"),
                new Given("actors", "text[]", new String[] {"Organization/a, Practitioner/b"})),
            CONDITION),
        new Sight(
            List.of(
                new Given("patient", "text", "her"),
                new Given("actors", "text[]", new String[] {"Organization/a"})),
            CONDITION),
        new Sight(
            List.of(
                new Given("subject", "text", "her"),
                new Given("actors", "text[]", new String[] {"Organization/a", "Practitioner/b"})),
            CONDITION));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatDiffersInAnythingElseIsAnothers(Sight other) {
    assertThat(other.whose()).isNotEqualTo(sight(CONDITION).whose());
  }
}
