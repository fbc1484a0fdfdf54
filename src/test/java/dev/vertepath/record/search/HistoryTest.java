package dev.vertepath.record.search;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.store.RecordOnPostgres;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Versions of one resource, of a type and of everything. */
class HistoryTest {

  @Test
  void theHistoryOfEverythingIsPagedToo() {
    try (var store = new RecordOnPostgres()) {
      store.put("{'resourceType':'Patient','id':'h','active':true}");
      store.put("{'resourceType':'Patient','id':'h','active':false}");
      store.put("{'resourceType':'Organization','id':'o'}");
      var page = store.record.history(null, null, "_count=2&_total=accurate");
      assertThat(page.total()).isEqualTo(3);
      assertThat(page.matches()).hasSize(2);
      assertThat(store.record.history(null, null, requireNonNull(page.links().next())).matches())
          .hasSize(1);
      assertThat(store.record.history("Patient", null, "").matches()).hasSize(2);
      assertThat(store.record.history("Patient", "h", "").total()).isEqualTo(2);
      assertThat(store.record.history("Patient", "h", "_since=2026-03-02").total()).isZero();
      refused(Kind.NOT_FOUND, () -> store.record.history("Patient", "never", ""));
      refused(Kind.INVALID, () -> store.record.history("Patient", "h", "_since=soon"));
    }
  }

  private static void refused(Kind kind, ThrowingCallable call) {
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
