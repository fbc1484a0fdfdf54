package dev.vertepath.record.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.store.RecordOnPostgres;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Searches over a record of one test class. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SearchOnPostgres {

  final RecordOnPostgres store = new RecordOnPostgres();

  @AfterAll
  void close() {
    store.close();
  }

  /**
   * @param url as in {@code Patient?gender=male}
   * @param ids of the matches, with spaces between them; null for none
   */
  final void finds(String url, @Nullable String ids) {
    var page = store.record.search(type(url), query(url));
    List<String> expected = ids == null ? List.of() : List.of(ids.split(" "));
    assertThat(page.matches())
        .extracting(match -> match.key().id())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /**
   * @param url as in {@code Patient?gender=male}, of all types as in {@code ?_id=1}
   * @param words that tell what is wrong or what to do
   */
  final void refuses(String url, String words) {
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(() -> store.record.search(type(url), query(url)))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .withMessageContaining(words);
  }

  private static @Nullable String type(String url) {
    return url.startsWith("?") ? null : url.substring(0, url.indexOf('?'));
  }

  private static String query(String url) {
    return url.substring(url.indexOf('?') + 1);
  }
}
