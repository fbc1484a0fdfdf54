package dev.vertepath.record.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.Erased;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What only names a patient who is erased, or is of others too, stays without her. */
class WhatStaysTest extends TwoPatients {

  @Test
  void whatOnlyNamesHerStaysWithoutHer() {
    store.put(
        """
        {'resourceType':'List','id':'round','status':'current','mode':'working','entry':[
          {'item':{'reference':'Patient/her','display':'Geheimrat'}},
          {'item':{'reference':'Patient/him','display':'Berg'}},
          {'item':{'reference':'Observation/pain','display':'Pain of Geheimrat'}},
          {'item':{'type':'Patient','identifier':{'system':'urn:mrn','value':'h1'},'display':'Geheimrat'}}]}
        """);
    store.put(
        """
        {'resourceType':'List','id':'round','status':'retired','mode':'working','entry':[
          {'item':{'reference':'Patient/her','display':'Geheimrat'}},
          {'item':{'reference':'Patient/him','display':'Berg'}}]}
        """);
    Erased erased = erase();

    assertThat(erased.emptied()).isEqualTo(1);
    assertThat(everything()).doesNotContain(SECRET);
    assertThat(body("List", "round", null)).contains("Patient/him", "masked");
    assertThat(body("List", "round", 1L)).contains("Patient/him", "masked");
    assertThat(store.ids("List", "item=Patient/her")).isEmpty();
    assertThat(store.ids("List", "item=Patient/him")).containsExactly("round");
    assertThat(store.ids("List", "item:identifier=urn:mrn|h1")).isEmpty();
  }

  @Test
  void whatIsOfTwoPatientsBecomesTheOthers() {
    store.put(
        """
        {'resourceType':'Account','id':'family','status':'active',
         'subject':[{'reference':'Patient/her','display':'Geheimrat'},{'reference':'Patient/him'}]}
        """);
    erase();

    assertThat(everything()).doesNotContain(SECRET);
    assertThat(store.record.read(new ResourceKey("Account", "family"), null).patient())
        .isEqualTo("him");
    assertThat(store.ids("Account", "patient=him")).containsExactly("family");
  }

  @Test
  void aFindingThatAnotherPersonToldGoesWithHerWhomItIsAbout() {
    put(
        "Observation",
        "told",
        "'status':'final','code':{'text':'x'},'subject':{'reference':'Patient/her'},'performer':[{'reference':'Patient/him'}]");
    erase();

    erased(() -> store.record.read(new ResourceKey("Observation", "told"), null));
  }

  @Test
  void whatTellsOfNothingElseGoesToo() {
    store.put("{'resourceType':'Binary','id':'scan','contentType':'text/plain','data':'R2VoZWlt'}");
    store.put(
        "{'resourceType':'Binary','id':'shared','contentType':'text/plain','data':'R2VoZWlt'}");
    put(
        "DocumentReference",
        "d1",
        "'status':'current','subject':{'reference':'Patient/her'},'content':[{'attachment':{'url':'Binary/scan'}},{'attachment':{'url':'Binary/shared'}}]");
    store.put(
        "{'resourceType':'DocumentReference','id':'d2','status':'current','subject':{'reference':'Patient/him'},'content':[{'attachment':{'url':'Binary/shared'}}]}");
    store.put(
        "{'resourceType':'Provenance','id':'of-hers','recorded':'2026-03-01T08:00:00Z','agent':[{'who':{'display':'x'}}],'target':[{'reference':'Observation/pain'}]}");
    store.put(
        "{'resourceType':'Provenance','id':'of-both','recorded':'2026-03-01T08:00:00Z','agent':[{'who':{'display':'x'}}],'target':[{'reference':'Observation/pain'},{'reference':'Observation/his-pain'}]}");
    erase();

    erased(() -> store.record.read(new ResourceKey("Binary", "scan"), null));
    erased(() -> store.record.read(new ResourceKey("Provenance", "of-hers"), null));
    assertThat(body("Binary", "shared", null)).contains("R2VoZWlt");
    assertThat(body("Provenance", "of-both", null)).contains("his-pain", "masked");
  }

  @Test
  void aBundleThatHoldsOthersAsWellIsLeftToAPerson() {
    String entry =
        "{'resource':{'resourceType':'Basic','code':{'text':'Geheimrat'},'subject':{'reference':'Patient/%s'}}}";
    store.put(
        "{'resourceType':'Bundle','id':'hers','type':'collection','entry':["
            + entry.formatted("her")
            + "]}");
    store.put(
        ("{'resourceType':'Bundle','id':'both','type':'collection','entry':["
            + entry.formatted("her")
            + ","
            + entry.formatted("him")
            + "]}"));
    Erased erased = erase();

    assertThat(erased.left()).containsExactly(new ResourceKey("Bundle", "both"));
    erased(() -> store.record.read(new ResourceKey("Bundle", "hers"), null));
  }

  @Test
  void whatWasHersOnceAndIsAnothersNowLosesTheVersionsThatWereHers() {
    put(
        "Observation",
        "moved",
        "'status':'final','code':{'text':'x'},'subject':{'reference':'Patient/her'}");
    observation("him", "moved", "corrected");
    erase();

    assertThat(everything()).doesNotContain(SECRET);
    assertThat(body("Observation", "moved", null)).contains("Patient/him");
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(() -> store.record.read(new ResourceKey("Observation", "moved"), 1L))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
  }

  @Test
  void anAttachmentGoesThoughAnothersIdBeginsLikeIts() {
    attachment("scan");
    attachment("scan-2");
    document("d1", "her", "scan");
    document("d2", "him", "scan-2");
    erase();

    erased(() -> store.record.read(new ResourceKey("Binary", "scan"), null));
    assertThat(body("Binary", "scan-2", null)).contains("R2VoZWlt");
  }

  @Test
  void anAttachmentGoesThoughAProvenanceTellsWhereItIsFrom() {
    attachment("scan");
    document("d1", "her", "scan");
    store.put(
        "{'resourceType':'Provenance','id':'of-scan','recorded':'2026-03-01T08:00:00Z','agent':[{'who':{'display':'x'}}],'target':[{'reference':'DocumentReference/d1'},{'reference':'Binary/scan'}]}");
    erase();

    erased(() -> store.record.read(new ResourceKey("Binary", "scan"), null));
    erased(() -> store.record.read(new ResourceKey("Provenance", "of-scan"), null));
  }

  @Test
  void aBundleThatKnowsHerByHerIdentifierAloneGoesInAllItsVersions() {
    bundle(
        "letter", patient("h1", "p-77"), finding("urn:uuid:6d1f1c52-8a51-4e5a-9c0e-000000000001"));
    bundle("foreign", patient("h1", "p-77"), finding("Patient/p-77"));
    bundle("deleted", patient("h1", "p-77"));
    store.record.apply(new Interaction.Delete(new ResourceKey("Bundle", "deleted"), null));
    bundle(
        "by-reference",
        finding(
            "', 'type':'Patient', 'identifier':{'system':'urn:mrn','value':'h1'}, 'display':'x"));
    bundle("of-another", patient("h2", "p-78").replace(SECRET, "Berg"));
    bundle("of-both", patient("h1", "p-77"), patient("h2", "p-78"));
    Erased erased = erase();

    assertThat(erased.left()).containsExactly(new ResourceKey("Bundle", "of-both"));
    for (String gone : List.of("letter", "foreign", "deleted", "by-reference")) {
      erased(() -> store.record.read(new ResourceKey("Bundle", gone), null));
    }
    assertThat(body("Bundle", "of-another", null)).contains("h2");
  }

  @Test
  void aSubscriptionThatAsksForHerByHerIdentifierGoesAndOneByHerNameIsLeftToAPerson() {
    subscription("by-value", "Observation?patient.identifier=h1");
    subscription("by-name", "Condition?patient.family:exact=" + SECRET);
    subscription("by-part", "Patient?name=" + SECRET.substring(0, 5).toLowerCase(Locale.ROOT));
    subscription("of-both", "Observation?patient=Patient/her&patient.family=" + SECRET);
    subscription("of-another", "Patient?family=Berg");
    subscription("of-an-organization", "Organization?name=" + SECRET);
    Erased erased = erase();

    assertThat(erased.left())
        .containsExactlyInAnyOrder(
            new ResourceKey("Subscription", "by-name"), new ResourceKey("Subscription", "by-part"));
    erased(() -> store.record.read(new ResourceKey("Subscription", "by-value"), null));
    erased(() -> store.record.read(new ResourceKey("Subscription", "of-both"), null));
    assertThat(body("Subscription", "of-another", null)).contains("Berg");
    assertThat(body("Subscription", "of-an-organization", null)).contains(SECRET);
  }

  private void subscription(String id, String criteria) {
    store.put(
        ("{'resourceType':'Subscription','id':'%s','status':'off','reason':'x','criteria':'%s',"
                + "'channel':{'type':'rest-hook'}}")
            .formatted(id, criteria));
  }

  @Test
  void anAttachmentWhoseSecurityContextIsHersGoesAndSoDoesABundleOfHersOnly() {
    store.put(
        "{'resourceType':'Binary','id':'hers','contentType':'text/plain','securityContext':{'reference':'Observation/pain'}}");
    store.put(
        "{'resourceType':'Binary','id':'his','contentType':'text/plain','securityContext':{'reference':'Patient/him'}}");
    String entry = "{'resource':{'resourceType':'Basic','subject':{'reference':'Patient/%s'}}}";
    bundle("once-of-both", entry.formatted("her"), entry.formatted("him"));
    bundle("once-of-both", entry.formatted("her"));
    Erased erased = erase();

    erased(() -> store.record.read(new ResourceKey("Binary", "hers"), null));
    assertThat(body("Binary", "his", null)).contains("text/plain");
    assertThat(erased.left())
        .as("its older version holds another")
        .containsExactly(new ResourceKey("Bundle", "once-of-both"));
    assertThat(
            store
                .jdbc
                .sql("select count(*) from resource where patient = 'her'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void withHerGoThosePatientsWhomSheReplaced() {
    replaced("before", "her");
    replaced("long-before", "before");
    put("Patient", "sister", "'link':[{'type':'seealso','other':{'reference':'Patient/her'}}]");
    Erased erased = erase();

    assertThat(erased.also())
        .containsExactly(
            new ResourceKey("Patient", "before"), new ResourceKey("Patient", "long-before"));
    assertThat(erased.resources()).isEqualTo(5);
    erased(() -> store.record.read(new ResourceKey("Patient", "long-before"), null));
    assertThat(body("Patient", "sister", null)).contains(SECRET, "masked");
    assertThat(store.jdbc.sql("select patient from erasure order by id").query(String.class).list())
        .containsExactly("her", "before", "long-before");
  }

  private void replaced(String id, String by) {
    put(
        "Patient",
        id,
        "'link':[{'type':'replaced-by','other':{'reference':'Patient/%s'}}]".formatted(by));
  }

  private void attachment(String id) {
    store.put(
        "{'resourceType':'Binary','id':'%s','contentType':'text/plain','data':'R2VoZWlt'}"
            .formatted(id));
  }

  private void document(String id, String patient, String binary) {
    store.put(
        "{'resourceType':'DocumentReference','id':'%s','status':'current','subject':{'reference':'Patient/%s'},'content':[{'attachment':{'url':'Binary/%s'}}]}"
            .formatted(id, patient, binary));
  }

  private void bundle(String id, String... entries) {
    store.put(
        "{'resourceType':'Bundle','id':'%s','type':'collection','entry':[%s]}"
            .formatted(id, String.join(",", entries)));
  }

  private static String patient(String identifier, String id) {
    return "{'fullUrl':'urn:uuid:6d1f1c52-8a51-4e5a-9c0e-000000000001','resource':{'resourceType':'Patient','id':'%s','identifier':[{'system':'urn:mrn','value':'%s'}],'name':[{'family':'%s'}]}}"
        .formatted(id, identifier, SECRET);
  }

  private static String finding(String subject) {
    return "{'resource':{'resourceType':'Basic','code':{'text':'%s'},'subject':{'reference':'%s'}}}"
        .formatted(SECRET, subject)
        .replace("'reference':'',", "");
  }
}
