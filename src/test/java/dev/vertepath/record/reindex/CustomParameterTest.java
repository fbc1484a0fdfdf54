package dev.vertepath.record.reindex;

import static dev.vertepath.record.reindex.StoredDefinition.definition;
import static dev.vertepath.record.reindex.StoredDefinition.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.store.RecordOnPostgres;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SearchParameters that hospitals store (R4 searchparameter.html), once they work. */
class CustomParameterTest {

  private static final String CLASS = "Patient.contact.name.family";

  private final RecordOnPostgres store = new RecordOnPostgres();

  @BeforeEach
  void onePatientWasThere() {
    patient("old", "Brown");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "string ! Patient.contact.name.family ! bro ! gre",
        "string ! contact.name ! brown ! green",
        "token ! Patient.contact.relationship ! urn:r|N ! urn:r|M",
        "token ! Patient.contact.where(gender='female').relationship ! N ! M",
        "token ! Patient.contact.exists() ! true ! false",
        "date ! Patient.contact.period ! 2026-02 ! 2025",
        "date ! Patient.contact.period.start.first() ! 2026-02-01 ! 2025",
        "reference ! Patient.contact.organization ! Organization/one ! Organization/two",
        "uri ! Patient.communication.extension('urn:x').value.as(uri) ! urn:y ! urn:z",
        "number ! Patient.multipleBirth.as(integer) ! 2 ! 3",
        "quantity ! Patient.extension('urn:q').value.as(Quantity) ! 5 ! 6",
      })
  void isSearchedByAfterTheIndexWasMade(String type, String path, String value, String other) {
    define("s", "active", "['Patient']", "custom", type, path);
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(() -> store.ids("Patient", "custom=" + value))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_YET))
        .withMessageContaining("$reindex-status");
    patient("new", "Brown");

    store.index();

    assertThat(store.ids("Patient", "custom=" + value)).containsExactlyInAnyOrder("old", "new");
    assertThat(store.ids("Patient", "custom=" + other)).isEmpty();
    assertThat(store.ids("Patient", "custom:missing=true")).isEmpty();
    assertThat(served()).contains("custom");
  }

  @Test
  void isNotServedBeforeItsIndexIsComplete() {
    define("s", "active", "['Patient']", "custom", "string", CLASS);

    assertThat(served()).doesNotContain("custom");
    assertThat(store.record.indexProgress(new ResourceKey("SearchParameter", "s")))
        .singleElement()
        .satisfies(p -> assertThat(p.state()).isEqualTo("waiting"));
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(() -> store.ids("Observation", "subject.custom=x"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_YET));
  }

  @ParameterizedTest
  @ValueSource(strings = {"retired", "draft", ""})
  void goesWithItsDefinitionAndSoDoesWhatTheIndexHeldOfIt(String status) {
    define("s", "active", "['Patient']", "custom", "token", "Patient.contact.relationship");
    define("t", "active", "['Patient']", "other", "string", CLASS);
    store.index();
    long tokens = count("select sum(cardinality(tokens)) from search_token");

    for (String id : List.of("s", "t")) {
      if (status.isEmpty()) {
        store.record.apply(new Interaction.Delete(new ResourceKey("SearchParameter", id), null));
      } else {
        define(id, status, "['Patient']", id.equals("s") ? "custom" : "other", "string", CLASS);
      }
    }
    assertThat(served()).doesNotContain("custom", "other");
    assertUnknown("custom=N");
    store.index();

    assertUnknown("other=brown");
    assertThat(count("select sum(cardinality(tokens)) from search_token")).isLessThan(tokens);
    assertThat(count("select count(*) from search_string where exact = 'Brown'")).isZero();
    assertThat(count("select count(*) from reindex_job where source like 'SearchParameter/%'"))
        .isZero();
    assertThat(store.ids("Patient", "gender=male")).containsExactly("old");
  }

  @Test
  void meansWhatItsLatestVersionSays() {
    define("s", "active", "['Patient']", "custom", "string", CLASS);
    store.index();
    define("s", "active", "['Patient']", "custom", "token", "Patient.contact.gender");
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(() -> store.ids("Patient", "custom=brown"));
    store.index();

    assertThat(store.ids("Patient", "custom=brown")).isEmpty();
    assertThat(store.ids("Patient", "custom=female")).containsExactly("old");
    assertThat(count("select count(*) from search_string where exact = 'Brown'")).isZero();
  }

  @Test
  void staysSearchableWhenOnlyItsWordsChange() {
    define("s", "active", "['Patient']", "custom", "string", CLASS);
    store.index();
    store.record.apply(
        update(
            definition("s", "active", "['Patient']", "custom", "string", CLASS)
                .replace("\"d\"", "\"in better words\"")));

    assertThat(store.ids("Patient", "custom=brown")).containsExactly("old");
    assertThat(store.record.searchParameters("Patient"))
        .anySatisfy(p -> assertThat(p.documentation()).isEqualTo("in better words"));
  }

  @Test
  void ofTwoTypesIsOneOfEach() {
    store.put("{'resourceType':'Practitioner','id':'p','qualification':[{'code':{'text':'GP'}}]}");
    define(
        "s",
        "active",
        "['Patient','Practitioner']",
        "custom",
        "string",
        CLASS + " | Practitioner.qualification.code.text");
    store.index();

    assertThat(store.ids("Practitioner", "custom=gp")).containsExactly("p");
    assertThat(store.ids("Patient", "custom=brown")).containsExactly("old");
  }

  @Test
  void ofEveryTypeIsOfEach() {
    define("s", "active", "['DomainResource']", "words", "string", "DomainResource.text.status");
    store.index();

    assertThat(store.ids("Patient", "words=generated")).containsExactly("old");
    assertThat(store.ids("SearchParameter", "words=generated")).isEmpty();
  }

  @Test
  void comesInATransactionWithWhatItIsOf() {
    store.record.transact(
        List.of(
            update(definition("s", "active", "['Patient']", "custom", "string", CLASS)),
            update(patient("new", "Brown", "2026-02-01"))));
    store.index();

    assertThat(store.ids("Patient", "custom=brown")).containsExactlyInAnyOrder("old", "new");
  }

  @Test
  void ofReferencesByIdentifierFindsThemWhereTheyLead() {
    store.put(
        "{'resourceType':'Organization','id':'clinic','identifier':[{'system':'urn:o','value':'1'}]}");
    store.put(
        "{'resourceType':'Patient','id':'logical','contact':[{'organization':"
            + "{'type':'Organization','identifier':{'system':'urn:o','value':'1'}}}]}");
    define("s", "active", "['Patient']", "employer", "reference", "Patient.contact.organization");
    store.index();

    assertThat(store.ids("Patient", "employer=Organization/clinic")).containsExactly("logical");
    assertThat(store.ids("Patient", "employer.identifier=urn:o|1")).containsExactly("logical");
    assertThat(store.record.search("Patient", "_id=logical&_include=Patient:employer").included())
        .hasSize(1);
    assertThat(store.ids("Organization", "_has:Patient:employer:_id=logical"))
        .containsExactly("clinic");
  }

  @Test
  void takesTheCodeOfOneThatMakesRoomInTheSameTransaction() {
    define("s", "active", "['Patient']", "custom", "string", CLASS);
    store.index();
    store.record.transact(
        List.of(
            update(definition("t", "active", "['Patient']", "custom", "token", "contact.gender")),
            update(definition("s", "retired", "['Patient']", "custom", "string", CLASS))));
    store.index();

    assertThat(store.ids("Patient", "custom=female")).containsExactly("old");
  }

  private List<String> served() {
    return store.record.searchParameters("Patient").stream().map(p -> p.name()).toList();
  }

  private void assertUnknown(String query) {
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(() -> store.ids("Patient", query))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .withMessageContaining("no search parameter");
  }

  private long count(String sql) {
    return store.jdbc.sql(sql).query(Long.class).single();
  }

  private void patient(String id, String contact) {
    store.record.apply(update(patient(id, contact, "2026-02-01")));
  }

  private static String patient(String id, String contact, String since) {
    return ("{'resourceType':'Patient','id':'%s','gender':'male','text':{'status':'generated'},"
            + "'extension':[{'url':'urn:q','valueQuantity':{'value':5}}],'multipleBirthInteger':2,"
            + "'communication':[{'extension':[{'url':'urn:x','valueUri':'urn:y'}]}],"
            + "'contact':[{'name':{'family':'%s'},'gender':'female','period':{'start':'%s','end':'%s'},"
            + "'relationship':[{'coding':[{'system':'urn:r','code':'N'}]}],"
            + "'organization':{'reference':'Organization/one'}}]}")
        .formatted(id, contact, since, since)
        .replace("'", "\"");
  }

  private Outcome define(
      String id, String status, String base, String code, String type, String path) {
    return store.record.apply(update(definition(id, status, base, code, type, path)));
  }
}
