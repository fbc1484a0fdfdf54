package dev.vertepath.record.search;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages show the record as the first of them saw it, whatever is written meanwhile. */
class PagingTest {

  private final RecordOnPostgres store =
      new RecordOnPostgres(false, Clock.fixed(RecordOnPostgres.NOW, ZoneOffset.UTC));

  @BeforeEach
  void sevenPatients() {
    for (int i = 0; i < 7; i++) {
      patient("n" + i, "Family" + i % 3, "19" + (50 + i) + "-01-01");
    }
    store.put("{'resourceType':'Patient','id':'nameless','active':true}");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "active=true",
        "_sort=birthdate&active=true",
        "_sort=-birthdate&active=true",
        "_sort=family,-birthdate&active=true",
        "_sort=-family,birthdate&active=true",
        "_sort=gender,-_id&active=true",
        "_sort=-_lastUpdated&active=true",
        "birthdate=ge1950",
        "birthdate=ge1950&_sort=-birthdate",
      })
  void pagesForthAndBackShowTheSameAsOneLargePage(String query) {
    List<String> whole = store.ids("Patient", query);
    SearchPage page = store.record.search("Patient", query + "&_count=3");
    var forth = new ArrayList<>(ids(page));
    while (page.links().next() != null) {
      page = follow(page.links().next());
      assertThat(page.total()).isEqualTo(whole.size());
      forth.addAll(ids(page));
    }
    assertThat(forth).isEqualTo(whole);
    var back = new ArrayList<>(ids(page));
    while (page.links().previous() != null) {
      page = follow(page.links().previous());
      back.addAll(0, ids(page));
    }
    assertThat(back).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "_sort=birthdate ! n0 n1 n2 n3 n4 n5 n6 nameless",
        "_sort=-birthdate ! n6 n5 n4 n3 n2 n1 n0 nameless",
        "_sort=family,-birthdate ! n6 n3 n0 n4 n1 n5 n2 nameless",
        "_sort=-gender,_id ! n1 n3 n5 n0 n2 n4 n6 nameless",
      })
  void sortsByWhatResourcesHaveAndPutsThoseWithoutLast(String query, String expected) {
    assertThat(String.join(" ", store.ids("Patient", query))).isEqualTo(expected);
  }

  @Test
  void whatIsWrittenMeanwhileShiftsNothing() {
    SearchPage first = store.record.search("Patient", "active=true&_sort=family&_count=3");
    List<String> whole = store.ids("Patient", "active=true&_sort=family");

    patient("n00", "Aaa", "1940-01-01");
    patient("n5", "Zzz", "1940-01-01");
    store.put("{'resourceType':'Patient','id':'n6','active':false}");
    store.record.apply(new Interaction.Delete(new ResourceKey("Patient", "n4"), null));
    patient("n4", "Back again", "1940-01-01");

    var seen = new ArrayList<>(ids(first));
    SearchPage page = first;
    while (page.links().next() != null) {
      page = follow(page.links().next());
      assertThat(page.total()).isEqualTo(8);
      assertThat(page.matches()).allSatisfy(r -> assertThat(r.version()).isEqualTo(1));
      seen.addAll(ids(page));
    }
    assertThat(seen).isEqualTo(whole);
    assertThat(ids(follow(page.links().first()))).isEqualTo(ids(first));
    assertThat(store.ids("Patient", "active=true")).contains("n00", "n4").doesNotContain("n6");
  }

  @Test
  void whatAnEarlierRequestCommitsLaterShiftsNothingEither() throws Exception {
    var written = new CountDownLatch(1);
    var seen = new CountDownLatch(1);
    store.consequences.add(
        change -> {
          written.countDown();
          await(seen);
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var late = threads.submit(() -> patient("n33", "Late", "1960-01-01"));
      written.await();
      SearchPage first = store.record.search("Patient", "_sort=birthdate&_count=2");
      seen.countDown();
      late.get();

      assertThat(first.total()).isEqualTo(8);
      var all = new ArrayList<String>();
      for (SearchPage page = first; ; page = follow(page.links().next())) {
        all.addAll(ids(page));
        if (page.links().next() == null) {
          break;
        }
      }
      assertThat(all).hasSize(8).doesNotContain("n33");
      assertThat(store.ids("Patient", "birthdate=1960")).containsExactly("n33");
    }
  }

  @Test
  void aCursorThatWasChangedOrIsOfAnotherSearchIsRefused() {
    String next =
        requireNonNull(store.record.search("Patient", "active=true&_count=3").links().next());
    String cursor = next.substring(next.indexOf("_cursor="));
    char last = cursor.charAt(cursor.length() - 3);
    String changed =
        cursor.substring(0, cursor.length() - 3)
            + (last == 'A' ? 'B' : 'A')
            + cursor.substring(cursor.length() - 2);
    for (String query :
        List.of(
            "active=true&_count=3&" + changed,
            "active=false&_count=3&" + cursor,
            "active=true&_sort=family&" + cursor,
            "active=true&_cursor=",
            "active=true&_cursor=AAAA",
            "active=true&_cursor=*")) {
      assertThatThrownBy(() -> store.record.search("Patient", query))
          .isInstanceOfSatisfying(
              RecordException.class,
              e -> assertThat(e.kind()).isEqualTo(RecordException.Kind.INVALID))
          .hasMessageContaining("_cursor");
    }
    assertThat(store.record.search("Patient", "active=true&_count=5&" + cursor).matches())
        .hasSize(5);
  }

  @Test
  void aTotalIsNotCountedWhenItIsNotWanted() {
    assertThat(store.record.search("Patient", "_total=none&_count=2").total()).isNull();
    assertThat(store.record.search("Patient", "_total=accurate&_count=2").total()).isEqualTo(8);
    assertThat(store.record.search("Patient", "_count=0").total()).isEqualTo(8);
    assertThat(store.record.search("Patient", "_count=0").matches()).isEmpty();
    assertThat(store.record.search("Patient", "_summary=count").links().next()).isNull();
  }

  private void patient(String id, String family, String birthDate) {
    store.put(
        ("{'resourceType':'Patient','id':'%s','active':true,'gender':'%s','birthDate':'%s',"
                + "'name':[{'family':'%s'}]}")
            .formatted(
                id, (id.charAt(id.length() - 1) & 1) == 1 ? "male" : "female", birthDate, family));
  }

  private SearchPage follow(@Nullable String link) {
    return store.record.search("Patient", requireNonNull(link));
  }

  private static List<String> ids(SearchPage page) {
    return page.matches().stream().map(r -> r.key().id()).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
