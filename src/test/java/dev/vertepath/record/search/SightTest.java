package dev.vertepath.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is asked of a record that hides a patient, and of one without her, both answer alike.
 */
class SightTest extends HiddenPatient {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient?",
        "Patient?_count=0",
        "Patient?_summary=count",
        "Patient?_id=her",
        "Patient?_id=her,him",
        "Patient?family=vogel",
        "Patient?family:contains=o",
        "Patient?identifier=urn:mrn|her",
        "Patient?gender=female",
        "Patient?gender:not=male",
        "Patient?deceased:missing=true",
        "Patient?birthdate=1950-02-03",
        "Patient?_tag=urn:t|Vogel",
        "Patient?_lastUpdated=ge2020-01-01",
        "Patient?organization=Organization/org",
        "Patient?organization.name=North",
        "Patient?_sort=-family",
        "Patient?_sort=_lastUpdated&_count=1",
        "Patient?_has:Observation:patient:code=pain",
        "Patient?_has:Observation:patient:value-quantity=3",
        "Patient?_has:List:item:status=current",
        "Patient?_list=list",
        "Patient?_include=Patient:organization",
        "Patient?_revinclude=Observation:patient",
        "Patient?_revinclude=*",
        "Organization?_revinclude=*",
        "Organization?_revinclude=Patient:organization&_revinclude:iterate=CarePlan:patient",
        "Organization?_has:Patient:organization:family=vogel",
        "Organization?_has:Patient:organization:_has:CarePlan:patient:status=active",
        "Organization?_has:Observation:focus:status=final",
        "Observation?patient=her",
        "Observation?subject=Patient/her",
        "Observation?patient.family=vogel",
        "Observation?subject:Patient.identifier=urn:mrn|her",
        "Observation?subject:Patient.gender=female&_include=*",
        "Observation?code=pain&_count=2",
        "Observation?code:text=pain",
        "Observation?code:not=pain",
        "Observation?status:not=final&_sort=-date",
        "Observation?code=pain&_sort=date&_count=2",
        "Observation?subject:missing=false",
        "Observation?focus:missing=true&status=final",
        "Observation?patient=her,him&_sort=-date&_count=1",
        "?_type=Patient,Observation,List&_list=list",
        "Observation?code-value-quantity=pain$2",
        "Observation?value-quantity=gt1",
        "Observation?status=final,amended",
        "Observation?focus=Organization/org",
        "CarePlan?status=active&date=ge2026-03-01&date=le2026-03-31",
        "CarePlan?status=active&date=ge2026-03-01&date=le2026-03-31&_count=1&_sort=date",
        "CarePlan?status=active&date=ge2026-03-01&_count=0",
        "CarePlan?status=active&date=ge2026-03-01&_include=CarePlan:subject",
        "CarePlan?date=2026-03-02",
        "RelatedPerson?patient.family:contains=e&_include:iterate=*",
        "List?status=current",
        "List?",
        "?_type=Patient,Observation&_tag=urn:t|Vogel",
        "?_type=Patient,CarePlan,List",
        "Patient?_asOf=2099-01-01",
        "Patient?family=vogel&_asOf=2099-01-01",
        "CarePlan?status=active&date=ge2026-03-01&_asOf=2099-01-01&_include=CarePlan:subject",
        "Observation?patient.family=vogel&_asOf=2099-01-01",
      })
  void findsCountsAndIncludesNothingElse(String url) {
    String type = url.startsWith("?") ? null : url.substring(0, url.indexOf('?'));
    String query = url.substring(url.indexOf('?') + 1);

    List<Object> expected = pages(withoutHer.record, type, query);
    assertThat(pages(seen, type, query)).isEqualTo(expected);
    assertThat(pages(nearby, type, query)).isEqualTo(expected);
  }

  @Test
  void thereIsMoreThanIsSeen() {
    assertThat(pages(full.record, "Patient", "")).isNotEqualTo(pages(seen, "Patient", ""));
    assertThat(pages(full.record, "Organization", "_has:Observation:focus:status=final"))
        .isNotEqualTo(pages(seen, "Organization", "_has:Observation:focus:status=final"));
  }

  /** All pages, forth and back again: totals, matches and what is included. */
  private static List<Object> pages(ClinicalRecord record, @Nullable String type, String query) {
    List<Object> all = new ArrayList<>();
    SearchPage page = record.search(type, query);
    add(page, all);
    while (page.links().next() != null) {
      page = record.search(type, page.links().next());
      add(page, all);
    }
    while (page.links().previous() != null) {
      page = record.search(type, page.links().previous());
      add(page, all);
    }
    return all;
  }

  private static void add(SearchPage page, List<Object> all) {
    all.add(String.valueOf(page.total()));
    all.add(page.matches().stream().map(StoredResource::key).toList());
    all.add(new TreeSet<>(page.included().stream().map(r -> r.key().toString()).toList()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Patient", "Observation", "CarePlan", "List", ""})
  void tellsNoHistoryOfHer(String type) {
    assertThat(versions(seen, type)).isEqualTo(versions(withoutHer.record, type));
  }

  private static List<String> versions(ClinicalRecord record, String type) {
    return record
        .history(type.isEmpty() ? null : type, null, "_count=1000&_total=accurate")
        .matches()
        .stream()
        .map(r -> r.key() + "/" + r.version())
        .sorted()
        .toList();
  }

  @Test
  void readsHerAsOneWhoWasNeverThere() {
    var key = new ResourceKey("Observation", "her-pain-1");
    for (ClinicalRecord record : List.of(seen, withoutHer.record)) {
      List<String> said =
          Stream.<Runnable>of(
                  () -> record.read(key, null),
                  () -> record.read(key, 1L),
                  () -> record.readAsOf(key, "2099-01-01T00:00:00Z"),
                  () -> record.history(key.type(), key.id(), ""),
                  () -> record.everything("her", ""),
                  () -> record.apply(new Interaction.Read(key, null)))
              .map(SightTest::refusal)
              .toList();
      assertThat(said)
          .containsExactly(
              "There is no Observation/her-pain-1.",
              "There is no version 1 of Observation/her-pain-1.",
              "There was no Observation/her-pain-1 at 2099-01-01T00:00:00Z.",
              "There is no such resource, nor was there ever.",
              "There is no Patient/her.",
              "There is no Observation/her-pain-1.");
    }
  }

  @Test
  void showsAllOfHimAndNothingOfHer() {
    assertThat(seen.everything("him", "").matches())
        .extracting(r -> r.key().toString())
        .containsExactlyElementsOf(
            withoutHer.record.everything("him", "").matches().stream()
                .map(r -> r.key().toString())
                .toList());
  }

  @Test
  void aCursorOfAnotherSightIsRefused() {
    String next = Objects.requireNonNull(full.record.search("CarePlan", "_count=1").links().next());

    assertThat(refusal(() -> seen.search("CarePlan", next)))
        .contains("was not given by this server");
  }
}
