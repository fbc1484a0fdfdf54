package dev.vertepath.record.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.Erased;
import dev.vertepath.record.Erasing;
import dev.vertepath.record.Erasure;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;

/** A patient who is erased is nowhere any more. */
class ErasureTest extends TwoPatients {

  @Test
  void everyVersionAndEveryRowOfTheIndexGoes() {
    Erased erased = erase();

    assertThat(erased.resources()).isEqualTo(3);
    assertThat(erased.versions()).isEqualTo(6);
    assertThat(erased.index()).isPositive();
    assertThat(everything()).doesNotContain(SECRET).contains("his-pain");
    for (String table :
        List.of(
            "search_token",
            "search_string",
            "reference",
            "past_token",
            "past_string",
            "past_reference")) {
      assertThat(
              store
                  .jdbc
                  .sql(
                      "select count(*) from %s x join resource r using (rid) where r.method = 'PURGE'"
                          .formatted(table))
                  .query(Long.class)
                  .single())
          .as(table)
          .isZero();
    }
    assertThat(store.ids("Patient", "name=geheimrat")).isEmpty();
    assertThat(store.ids("Observation", "")).containsExactly("his-pain");
  }

  @Test
  void itIsAnsweredAsErasedWhicheverWayItIsAskedFor() {
    String before = "2026-03-01T08:00:00Z";
    erase();
    var her = new ResourceKey("Patient", "her");

    erased(() -> store.record.read(her, null));
    erased(() -> store.record.read(her, 1L));
    erased(() -> store.record.history("Patient", "her", ""));
    erased(() -> store.record.everything("her", ""));
    erased(() -> store.record.read(new ResourceKey("Condition", "gone"), null));
    assertThat(store.record.search("Observation", "_asOf=" + before).matches())
        .extracting(found -> found.key().id())
        .containsExactly("his-pain");
    assertThat(text(store.record.history(null, null, ""))).doesNotContain(SECRET);
    assertThat(text(store.record.history("Patient", null, ""))).doesNotContain(SECRET);
  }

  @Test
  void aPageThatWasBegunBeforeDoesNotBringItBack() {
    SearchPage first = store.record.search("Observation", "_count=1&_sort=-_lastUpdated");
    String next = Objects.requireNonNull(first.links().next());
    erase();

    assertThat(text(store.record.search("Observation", next))).doesNotContain(SECRET);
  }

  @Test
  void theIdIsNotUsedAgain() {
    erase();

    erased(() -> put("Patient", "her", "'active':true"));
    erased(
        () ->
            store.record.apply(
                new Interaction.Patch(
                    null, new ResourceKey("Patient", "her"), body -> body, null)));
    assertThat(store.record.apply(new Interaction.Delete(new ResourceKey("Patient", "her"), null)))
        .isNotNull();
    assertThatExceptionOfType(RecordException.class)
        .as("though references are lenient here")
        .isThrownBy(() -> observation("her", "late", "final"))
        .withMessageContaining("Patient/her, which was erased");
    erased(this::erase);
  }

  @Test
  void aRehearsalTellsTheSameAndTakesNothing() {
    Erased told = store.record.erase(new Erasure("her", "", "s", "n", true));

    assertThat(everything()).contains(SECRET);
    Erased done = erase();
    assertThat(told.resources()).isEqualTo(done.resources());
    assertThat(told.versions()).isEqualTo(done.versions());
    assertThat(told.hash()).isEqualTo(done.hash());
    assertThat(store.jdbc.sql("select count(*) from erasure").query(Long.class).single()).isOne();
  }

  @Test
  void theTombstoneTellsWhoWhyHowMuchAndAHashOfWhatItWas() throws Exception {
    var bodies =
        List.of(
            body("Condition", "gone", 1L),
            body("Observation", "pain", 1L),
            body("Observation", "pain", null),
            body("Patient", "her", 1L),
            body("Patient", "her", null));
    byte[] expected =
        MessageDigest.getInstance("SHA-256")
            .digest(String.join("", bodies).getBytes(StandardCharsets.UTF_8));
    Erased erased = erase();

    assertThat(erased.hash()).isEqualTo(HexFormat.of().formatHex(expected));
    assertThat(
            store
                .jdbc
                .sql("select patient, subject, name, reason, hash = ? as same from erasure")
                .param(expected)
                .query()
                .singleRow())
        .containsEntry("patient", "her")
        .containsEntry("subject", "admin-1")
        .containsEntry("reason", "asked for it")
        .containsEntry("same", true);
  }

  @Test
  void otherRoomsForgetHerInTheSameTransaction() {
    store.rooms.add(room("messages", 7));
    assertThat(erase().rooms()).containsEntry("messages", 7);
  }

  @Test
  void whatARoomCannotForgetNothingForgets() {
    store.rooms.add(
        new Erasing() {
          @Override
          public String what() {
            return "messages";
          }

          @Override
          public int erase(String patient) {
            throw new IllegalStateException("no");
          }
        });

    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this::erase);
    assertThat(body("Patient", "her", null)).contains(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"40P01", "40001"})
  void itIsTriedAgainWhenOthersGotInBetween(String deadlockOrSerialization) {
    var tries = new AtomicInteger();
    store.rooms.add(
        new Erasing() {
          @Override
          public String what() {
            return "messages";
          }

          @Override
          public int erase(String patient) {
            if (tries.incrementAndGet() < 3) {
              store
                  .jdbc
                  .sql(
                      "do $$ begin raise exception using errcode = '%s'; end $$"
                          .formatted(deadlockOrSerialization))
                  .update();
            }
            return 1;
          }
        });

    Erased erased = erase();

    assertThat(tries).hasValue(3);
    assertThat(erased.resources()).isEqualTo(3);
    assertThat(everything()).doesNotContain(SECRET);
    assertThat(store.jdbc.sql("select count(*) from erasure").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void whoNeverComesThroughIsToldToAskAgainAndNothingIsErased() {
    store.rooms.add(
        new Erasing() {
          @Override
          public String what() {
            return "messages";
          }

          @Override
          public int erase(String patient) {
            throw new CannotAcquireLockException("deadlock");
          }
        });

    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(this::erase)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
    assertThat(body("Patient", "her", null)).contains(SECRET);
  }

  @Test
  void nobodyIsErasedOutOfSightOrUnknown() {
    var other =
        new Sight(
            List.of(new Sight.Given("own", "text", "him")), "{r}.id = (select own from sight)");

    for (ThrowingCallable tried :
        List.<ThrowingCallable>of(
            () -> store.record.seenBy(other).erase(asked("her")),
            () -> store.record.erase(asked("nobody")))) {
      assertThatExceptionOfType(RecordException.class)
          .isThrownBy(tried)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
    }
    assertThat(body("Patient", "her", null)).contains(SECRET);
  }

  private static Erasing room(String what, int rows) {
    return new Erasing() {
      @Override
      public String what() {
        return what;
      }

      @Override
      public int erase(String patient) {
        return patient.equals("her") ? rows : 0;
      }
    };
  }
}
