package dev.vertepath.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.access.Caller.Kind;
import dev.vertepath.access.Decision.Allowed;
import dev.vertepath.access.Decision.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Role, scope, interaction and type: each cell of the matrix. */
class AccessMatrixTest {

  private static final Path MATRIX = Path.of("src/test/resources/access/matrix.tsv");

  private final Access access = new Access();

  /** The allowed letters of one role, scope and type. */
  record Row(String role, String scope, String type, String allowed) {}

  static List<Row> rows() throws IOException {
    try (Stream<String> lines = Files.lines(MATRIX)) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> line.split("\t"))
          .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3]))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void holds(Row row) {
    Caller caller = caller(row);
    String allowed =
        Stream.of(Permission.values())
            .filter(p -> access.decide(caller, p, row.type()) instanceof Allowed)
            .map(p -> String.valueOf(p.letter()))
            .collect(Collectors.joining());

    assertThat(allowed.isEmpty() ? "-" : allowed).isEqualTo(row.allowed());
  }

  @Test
  void whoeverIsOnThisMachineInLocalModeMayDoAll() {
    assertThat(Permission.values())
        .allMatch(p -> access.decide(Caller.LOCAL, p, "Patient") instanceof Allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "registrar | user/*.cruds | READ | Patient | The role registrar may not read Patient.",
        "none | user/*.cruds | READ | Patient | The caller has no role here, and so may not read"
            + " Patient: have a role put into the token.",
        "clinician | user/Task.rs | UPDATE | Task | The token has no scope to update Task: ask for"
            + " one with user/Task.u.",
        "integration-system | system/Task.rs | SEARCH | Patient | The token has no scope to search"
            + " Patient: ask for one with system/Patient.s.",
      })
  void aRefusalSaysWhichRoleOrScopeIsMissing(
      String role, String scope, Permission permission, String type, String sentence) {
    assertThat(access.decide(caller(role, scope), permission, type))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.sentence()).isEqualTo(sentence));
  }

  @Test
  void aScopeOfAPatientOrWithAQueryBindsToWhatItNames() {
    assertThat(
            access.decide(
                caller("clinician", "patient/Observation.rs", "p-1"),
                Permission.READ,
                "Observation"))
        .isEqualTo(new Allowed(List.of(new Decision.Bound("p-1", null))));
    assertThat(
            access.decide(
                caller("clinician", "user/Observation.rs?category=laboratory"),
                Permission.READ,
                "Observation"))
        .isEqualTo(new Allowed(List.of(new Decision.Bound(null, "category=laboratory"))));
  }

  @Test
  void aScopeOfAPatientIsNoUseWithoutThePatientThatTheAccessWasOpenedFor() {
    assertThat(
            access.decide(
                caller("clinician", "patient/Observation.rs"), Permission.READ, "Observation"))
        .isInstanceOf(Refused.class);
  }

  @Test
  void aPatientSeesHerOwnWhateverTheScopeSaysUnlessSheIsMore() {
    var own = new Allowed(List.of(new Decision.Bound("p-1", null)));

    for (String scope : List.of("user/*.cruds", "patient/*.rs")) {
      assertThat(access.decide(caller("patient", scope, "p-1"), Permission.READ, "Observation"))
          .isEqualTo(own);
      assertThat(access.decide(caller("patient", scope, "p-1"), Permission.UPDATE, "Observation"))
          .isInstanceOf(Refused.class);
      assertThat(access.decide(caller("patient", scope, null), Permission.READ, "Observation"))
          .isInstanceOf(Refused.class);
    }
    Caller both =
        new Caller(
            Kind.PERSON,
            "s",
            "s",
            null,
            null,
            Set.of(Role.PATIENT, Role.CLINICIAN),
            null,
            Scope.parse("user/*.rs").stream().toList(),
            "p-1",
            null);
    assertThat(access.decide(both, Permission.READ, "Observation"))
        .isEqualTo(new Allowed(List.of()));
  }

  private static Caller caller(Row row) {
    boolean system = row.role().equals("integration-system");
    boolean other = row.scope().startsWith("!");
    String context = system == other ? "user/" : "system/";
    String scope = row.scope().equals("-") ? "openid" : context + row.scope().replace("!", "");
    return caller(row.role(), scope);
  }

  private static Caller caller(String role, String scope) {
    return caller(role, scope, null);
  }

  private static Caller caller(String role, String scope, @Nullable String patient) {
    return new Caller(
        role.equals("integration-system") ? Kind.SYSTEM : Kind.PERSON,
        "s",
        "s",
        null,
        null,
        Role.of(role).map(Set::of).orElse(Set.of()),
        null,
        Scope.parse(scope).stream().toList(),
        patient,
        null);
  }
}
