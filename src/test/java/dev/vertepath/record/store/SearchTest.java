package dev.vertepath.record.store;

import static dev.vertepath.record.store.WriteTest.refused;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.SearchPage;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

  private static final RecordOnPostgres STORE = new RecordOnPostgres();

  @BeforeAll
  static void fill() {
    STORE.put(
        """
        {'resourceType':'Patient','id':'p1','active':true,'gender':'female',
         'identifier':[{'system':'urn:mrn','value':'17'}],'birthDate':'1950-06-01',
         'name':[{'family':'Müller-Lüdenscheidt','given':['Änne']}]}
        """);
    STORE.put(
        """
        {'resourceType':'Patient','id':'p2','active':false,'gender':'male',
         'identifier':[{'value':'17'}],'birthDate':'1950','name':[{'text':'100% Sure'}]}
        """);
    STORE.put(
        """
        {'resourceType':'Condition','id':'c1','subject':{'reference':'Patient/p1'},
         'clinicalStatus':{'coding':[{'system':'urn:cs','code':'active'}]},
         'code':{'coding':[{'system':'urn:a','code':'x'},{'system':'urn:b','code':'y'}]},
         'onsetDateTime':'2026-01-10'}
        """);
    STORE.put(
        """
        {'resourceType':'Observation','id':'o1','status':'final','code':{'text':'t'},
         'subject':{'reference':'http://127.0.0.1:8080/fhir/Patient/p1'},
         'category':[{'coding':[{'code':'exam'}]}],
         'effectivePeriod':{'start':'2026-01-01T10:00:00Z'},
         'valueQuantity':{'value':7,'system':'http://unitsofmeasure.org','code':'{score}'}}
        """);
    STORE.put(
        """
        {'resourceType':'Observation','id':'o2','status':'preliminary','code':{'text':'t'},
         'subject':{'reference':'https://elsewhere.example/fhir/Patient/p1'},
         'effectiveDateTime':'2026-02-01T00:30:00+01:00','valueQuantity':{'value':7.4}}
        """);
    STORE.put(
        """
        {'resourceType':'CarePlan','id':'cp','status':'active','intent':'plan',
         'subject':{'reference':'Patient/p1'},
         'instantiatesCanonical':['https://x.example/PlanDefinition/f|1.0.0']}
        """);
  }

  @AfterAll
  static void close() {
    STORE.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Patient | _id=p1 | p1
          Patient | _id=p1,p2,p3 | p1 p2
          Patient | identifier=urn:mrn%7C17 | p1
          Patient | identifier=17 | p1 p2
          Patient | identifier=%7C17 | p2
          Patient | identifier=urn:mrn%7C | p1
          Patient | identifier=urn:other%7C17 |
          Patient | active=true | p1
          Patient | gender:not=male | p1
          Patient | gender=female,male | p1 p2
          Patient | gender=female&active=false |
          Patient | family=muller-lu | p1
          Patient | family:exact=muller |
          Patient | family:contains=scheid | p1
          Patient | name=100%25 | p2
          Patient | name=%25 |
          Patient | family=m_ller |
          Patient | birthdate=1950 | p1 p2
          Patient | birthdate=1950-06 | p1
          Patient | birthdate=ge1950-05-31 | p1 p2
          Patient | birthdate=gt1950-06-01 | p2
          Patient | birthdate=lt1950-06-01 | p2
          Patient | birthdate=sa1949 | p1 p2
          Patient | birthdate=eb1951 | p1 p2
          Patient | birthdate=ne1950-06-01 | p2
          Patient | birthdate=ge1950-06-01&birthdate=le1950-06-02 | p1 p2
          Patient | gender:missing=true |
          Patient | gender:missing=false | p1 p2
          Patient | _lastUpdated=ge2026-03-01 | p1 p2
          Patient | _lastUpdated=lt2026-03-01 |
          Condition | patient=p1 | c1
          Condition | patient=Patient/p1 | c1
          Condition | subject:Patient=p1 | c1
          Condition | subject=Patient/p2 |
          Condition | code=urn:b%7Cy | c1
          Condition | code=urn:a%7Cy |
          Condition | clinical-status=active | c1
          Condition | onset-date=2026-01 | c1
          Observation | patient=p1 | o1
          Observation | subject=https://elsewhere.example/fhir/Patient/p1 | o2
          Observation | category=exam | o1
          Observation | status=final,preliminary | o1 o2
          Observation | date=ge2026-06-01 | o1
          Observation | date=2026-01-31 |
          Observation | date=2026-02-01 | o2
          Observation | value-quantity=7 | o1 o2
          Observation | value-quantity=7.0 | o1
          Observation | value-quantity=7.4 | o2
          Observation | value-quantity=gt7 | o2
          Observation | value-quantity=7%7C%7C%7Bscore%7D | o1
          Observation | value-quantity=7%7Curn:none%7C%7Bscore%7D |
          Observation | subject:missing=true |
          CarePlan | instantiates-canonical=https://x.example/PlanDefinition/f | cp
          CarePlan | instantiates-canonical=https://x.example/PlanDefinition/f%7C1.0.0 | cp
          CarePlan | instantiates-canonical=https://x.example/PlanDefinition/f%7C2.0.0 |
          """)
  void findsWhatMatches(String type, String query, String ids) {
    var page = STORE.record.search(type, query);
    List<String> expected = ids == null ? List.of() : List.of(ids.split(" "));
    assertThat(page.matches())
        .extracting(r -> r.key().id())
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(page.total()).isEqualTo(expected.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "colour=red",
        "gender:above=male",
        "birthdate=yesterday",
        "birthdate=ap1950",
        "birthdate:exact=1950",
        "identifier=",
        "_count=many",
        "gender:missing=perhaps",
        "name=%E0%ZZ"
      })
  void refusesWhatItCannotAnswer(String query) {
    refused(Kind.INVALID, () -> STORE.record.search("Patient", query));
  }

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

  private static List<String> ids(SearchPage page) {
    return page.matches().stream().map(r -> r.key().id()).toList();
  }
}
