package dev.vertepath.record.search;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.Sight;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Two records: one holds nothing of a patient, the other all of her, but out of sight. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class HiddenPatient {

  static final Sight WITHOUT_HER =
      new Sight(
          List.of(new Sight.Given("hidden", "text", "her")),
          "{r}.patient is distinct from (select hidden from sight)");

  /** The same, and where all is that it lets be seen. */
  static final Sight NEAR_WITHOUT_HER =
      new Sight(
          WITHOUT_HER.given(),
          WITHOUT_HER.condition(),
          WITHOUT_HER.adopting(),
          WITHOUT_HER.apart(),
          new Sight.Near(
              "all but her",
              Set.of("Patient", "Observation", "CarePlan", "List", "RelatedPerson", "Organization"),
              "select distinct r.patient from resource r"
                  + " where r.patient <> (select hidden from sight)",
              "select r.type, r.id from resource r where r.patient is null"));

  final RecordOnPostgres withoutHer = store();
  final RecordOnPostgres full = store();
  final ClinicalRecord seen = full.record.seenBy(WITHOUT_HER);

  final ClinicalRecord nearby = full.record.seenBy(NEAR_WITHOUT_HER);

  private static RecordOnPostgres store() {
    return new RecordOnPostgres(true, Clock.fixed(RecordOnPostgres.NOW, ZoneOffset.UTC));
  }

  @BeforeAll
  void fill() {
    for (RecordOnPostgres store : List.of(withoutHer, full)) {
      store.put("{'resourceType':'Organization','id':'org','name':'North'}");
      patient(store, "him", "Berg");
    }
    patient(full, "her", "Vogel");
    full.put(
        "{'resourceType':'RelatedPerson','id':'r','patient':{'reference':'Patient/him'},"
            + "'name':[{'family':'Ost'}]}");
    withoutHer.put(
        "{'resourceType':'RelatedPerson','id':'r','patient':{'reference':'Patient/him'},"
            + "'name':[{'family':'Ost'}]}");
    // Hers, and about what is in sight.
    full.put(
        """
        {'resourceType':'List','id':'list','status':'current','mode':'working',
         'subject':{'reference':'Patient/her'},'entry':[{'item':{'reference':'Patient/him'}}]}
        """);
    full.put(
        """
        {'resourceType':'Observation','id':'focused','status':'final','code':{'text':'x'},
         'subject':{'reference':'Patient/her'},'focus':[{'reference':'Organization/org'}]}
        """);
  }

  private static void patient(RecordOnPostgres store, String id, String family) {
    store.put(
        """
        {'resourceType':'Patient','id':'%s','identifier':[{'system':'urn:mrn','value':'%s'}],
         'name':[{'family':'%s'}],'gender':'female','birthDate':'1950-02-03',
         'managingOrganization':{'reference':'Organization/org'},
         'meta':{'tag':[{'system':'urn:t','code':'%s'}]}}
        """
            .formatted(id, id, family, family));
    for (int i = 1; i <= 3; i++) {
      store.put(
          """
          {'resourceType':'CarePlan','id':'%1$s-plan-%2$d','status':'active','intent':'plan',
           'subject':{'reference':'Patient/%1$s'},
           'period':{'start':'2026-03-0%2$d','end':'2026-04-0%2$d'}}
          """
              .formatted(id, i));
      String observation =
          """
          {'resourceType':'Observation','id':'%1$s-pain-%2$d','status':'%3$s',
           'code':{'coding':[{'system':'urn:c','code':'pain'}],'text':'Pain'},
           'subject':{'reference':'Patient/%1$s'},'effectiveDateTime':'2026-02-0%2$d',
           'valueQuantity':{'value':%2$d,'system':'urn:u','code':'s'}}
          """;
      store.put(observation.formatted(id, i, "final"));
      store.put(observation.formatted(id, i, "amended"));
    }
  }

  @AfterAll
  void close() {
    withoutHer.close();
    full.close();
  }

  static String refusal(Runnable asked) {
    try {
      asked.run();
      return "";
    } catch (RecordException e) {
      return e.problems().getFirst().diagnostics();
    }
  }
}
