package dev.vertepath.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.Sight.Given;
import dev.vertepath.record.store.RecordOnPostgres;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Scopes with a query narrow what they are for, even those that no token should have. */
class NarrowedTest {

  private static final RecordOnPostgres STORE = new RecordOnPostgres();

  private final Narrowed narrowed = new Narrowed(new Access(), new ScopeQueries(STORE.record));

  @AfterAll
  static void close() {
    STORE.close();
  }

  @Test
  void aQueryForAllTypesNarrowsEachOfThem() {
    assertThat(conditions("user/*.rs?category=laboratory", "Observation"))
        .allMatch(condition -> condition.contains("{r}.type <> 'Observation' or"))
        .isNotEmpty();
  }

  @Test
  void whereItFitsNotItLetsNobodyIn() {
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(() -> conditions("user/*.rs?category=laboratory", "Patient"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN));
  }

  @Test
  void aScopeWithoutOneBesideItAllowsAll() {
    assertThat(conditions("user/*.rs?category=laboratory user/Patient.rs", "Patient")).isEmpty();
  }

  private List<String> conditions(String scopes, String type) {
    List<Scope> all =
        Arrays.stream(scopes.split(" ")).map(word -> Scope.parse(word).orElseThrow()).toList();
    List<String> conditions = new ArrayList<>();
    List<Given> given = new ArrayList<>();
    var caller =
        new Caller(
            Caller.Kind.PERSON,
            "s",
            "S",
            "Practitioner/s",
            null,
            Set.of(Role.CLINICIAN),
            null,
            all,
            null,
            null);
    narrowed.add(caller, Set.of(type), List.of(), given, conditions);
    return conditions;
  }
}
