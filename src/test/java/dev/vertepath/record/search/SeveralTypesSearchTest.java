package dev.vertepath.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.Handling;
import dev.vertepath.record.SearchPage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches of several types and of all (R4 http.html, "search"). */
class SeveralTypesSearchTest extends SearchOnPostgres {

  @BeforeAll
  void store() {
    store.put(
        "{'resourceType':'Patient','id':'p1','meta':{'tag':[{'system':'urn:t','code':'a'}],"
            + "'profile':['http://hospital.example/profiles/p']}}");
    store.put("{'resourceType':'Patient','id':'p2','active':true}");
    store.put(
        "{'resourceType':'Condition','id':'c1','subject':{'reference':'Patient/p1'},"
            + "'meta':{'tag':[{'system':'urn:t','code':'a'},{'system':'urn:t','code':'b'}],"
            + "'source':'urn:source:1'}}");
    store.put("{'resourceType':'Basic','id':'b1','code':{'text':'x'}}");
    store.put(
        "{'resourceType':'List','id':'l1','status':'current','mode':'working','entry':["
            + "{'item':{'reference':'Condition/c1'}},{'item':{'reference':'Patient/p2'}}]}");
    store.put("{'resourceType':'Basic','id':'p1','code':{'text':'of the same id'}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "_type=Patient ! Patient/p1 Patient/p2",
        "_type=Patient,Condition ! Patient/p1 Patient/p2 Condition/c1",
        "_type=Patient,Condition&_type=Condition,Basic ! Condition/c1",
        "_type=Patient&_type=Condition !",
        "_id=p1 ! Patient/p1 Basic/p1",
        "_id=p1,c1&_type=Basic,Condition ! Condition/c1 Basic/p1",
        "_tag=urn:t|a ! Patient/p1 Condition/c1",
        "_tag=a&_tag=b ! Condition/c1",
        "_tag:not=a&_type=Patient,Condition ! Patient/p2",
        "_tag:missing=true&_type=Patient,Basic ! Patient/p2 Basic/b1 Basic/p1",
        "_profile:below=http://hospital.example/profiles ! Patient/p1",
        "_source=urn:source:1 ! Condition/c1",
        "_list=l1 ! Condition/c1 Patient/p2",
        "_list=l1&_type=Patient,Basic ! Patient/p2",
        "_lastUpdated=ge2026-03-01&_type=List,Condition ! Condition/c1 List/l1",
        "_lastUpdated=lt2026-03-01 !",
        "_type=Patient&active=true ! Patient/p2",
        "_type=Patient,Condition&_tag=a&_tag=b&_id=c1 ! Condition/c1",
      })
  void findsWhatFulfilsTheParametersThatAllTypesHave(String query, @Nullable String keys) {
    List<String> expected = keys == null ? List.of() : List.of(keys.split(" "));
    assertThat(keys(store.record.search(null, query)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void findsAllThereIsWithoutAnyParameter() {
    SearchPage all = store.record.search(null, "_count=2");

    assertThat(all.total()).isEqualTo(6);
    assertThat(keys(all)).containsExactly("Patient/p1", "Patient/p2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "_sort=-_id ! Patient/p2 Patient/p1 Basic/p1 List/l1 Condition/c1 Basic/b1",
        "_sort=_id&_type=Basic,List ! Basic/b1 List/l1 Basic/p1",
        "_sort=-_lastUpdated&_type=Basic,Condition ! Condition/c1 Basic/b1 Basic/p1",
      })
  void sortsByIdAndByWhenItWasStored(String query, String keys) {
    assertThat(String.join(" ", keys(store.record.search(null, query)))).isEqualTo(keys);
  }

  @ParameterizedTest
  @CsvSource({
    "_sort=_id",
    "_sort=-_id",
    "_sort=-_lastUpdated",
    "_sort=_lastUpdated",
    "_total=none"
  })
  void pagesForthAndBackShowTheSameAsOneLargePage(String query) {
    List<String> whole = keys(store.record.search(null, query));
    SearchPage page =
        store.record.search(null, "_type=Patient,Condition,Basic,List&_count=4&" + query);
    var forth = new ArrayList<>(keys(page));
    page = store.record.search(null, String.valueOf(page.links().next()));
    forth.addAll(keys(page));

    assertThat(whole).hasSize(6);
    assertThat(forth).isEqualTo(whole);
    assertThat(page.links().next()).isNull();
    assertThat(keys(store.record.search(null, String.valueOf(page.links().previous()))))
        .isEqualTo(whole.subList(0, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "_type=Patient,Condition&code=x ! Several types cannot be searched by 'code' at once",
        "_has:Observation:patient:code=x ! cannot be searched by '_has' at once",
        "_type=Patent ! names 'Patent', which is no type that is served here",
        "_type:not=Patient ! cannot take the modifier ':not'",
        "_sort=code ! Several types cannot be sorted by 'code' at once",
        "_type=Patient&code=x ! Patient has no search parameter 'code'",
        "_tag:above=x ! cannot take the modifier ':above'",
        "_list=$current ! is no id of a List",
        "_cursor=AAAA ! was not given by this server for this search",
      })
  void refusesWhatNotAllTypesHave(String query, String words) {
    refuses("?" + query, words);
  }

  @Test
  void ignoresWhatNotAllTypesHaveWhenItIsToBeLenient() {
    SearchPage page =
        store.record.search(null, "_type=Patient,Condition&code=x&_id=p1", Handling.LENIENT);

    assertThat(keys(page)).containsExactly("Patient/p1");
    assertThat(page.warnings()).singleElement().asString().contains("by 'code' at once");
    assertThat(page.links().self()).doesNotContain("code").contains("_type=Patient,Condition");
  }

  @Test
  void includesWhatIsReferredTo() {
    SearchPage page = store.record.search(null, "_list=l1&_include=Condition:subject");

    assertThat(page.included()).extracting(r -> r.key().toString()).containsExactly("Patient/p1");
  }

  private static List<String> keys(SearchPage page) {
    return page.matches().stream().map(r -> r.key().toString()).toList();
  }
}
