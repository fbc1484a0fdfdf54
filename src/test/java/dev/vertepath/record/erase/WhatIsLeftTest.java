package dev.vertepath.record.erase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.Erased;
import dev.vertepath.record.Erasing;
import dev.vertepath.record.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may hold anything goes with the one whom it names, or is left to a person as nobody's. */
class WhatIsLeftTest extends TwoPatients {

  @Test
  void parametersThatNameHerGoAndThoseThatNameOthersTooAreLeftAsNobodys() {
    parameters(
        "hers",
        "'resource':{'resourceType':'Patient','id':'p-77','identifier':[{'system':'urn:mrn','value':'h1'}]}");
    parameters("by-reference", "'valueReference':{'reference':'Patient/her'}");
    parameters(
        "by-identifier",
        "'valueReference':{'type':'Patient','identifier':{'system':'urn:mrn','value':'h1'}}");
    parameters("of-another", "'valueReference':{'reference':'Patient/him'}");
    parameters(
        "of-both",
        "'part':[{'name':'a','valueReference':{'reference':'Patient/her'}},{'name':'b','valueReference':{'reference':'Patient/him'}}]");
    Erased erased = erase();

    for (String gone : List.of("hers", "by-reference", "by-identifier")) {
      erased(() -> store.record.read(new ResourceKey("Parameters", gone), null));
    }
    assertThat(erased.left()).containsExactly(new ResourceKey("Parameters", "of-both"));
    assertThat(body("Parameters", "of-another", null)).contains("Patient/him");
  }

  @Test
  void whatIsLeftIsNobodysBeforeTheRoomsForgetWhomSheWasSharedWith() {
    String entry = "{'resource':{'resourceType':'Basic','subject':{'reference':'Patient/%s'}}}";
    bundle(entry.formatted("her") + "," + entry.formatted("him"));
    bundle(entry.formatted("her"));
    List<String> shown = new ArrayList<>();
    store.rooms.add(
        new Erasing() {
          @Override
          public String what() {
            return "sharing";
          }

          @Override
          public int erase(String patient) {
            shown.addAll(
                store
                    .jdbc
                    .sql("select type from resource where patient = ?")
                    .param(patient)
                    .query(String.class)
                    .list());
            return 0;
          }
        });
    erase();

    assertThat(shown).contains("Patient").doesNotContain("Bundle");
  }

  private void parameters(String id, String parameter) {
    store.put(
        "{'resourceType':'Parameters','id':'%s','parameter':[{'name':'x',%s}]}"
            .formatted(id, parameter));
  }

  private void bundle(String entries) {
    store.put(
        "{'resourceType':'Bundle','id':'once-of-both','type':'collection','entry':[%s]}"
            .formatted(entries));
  }
}
