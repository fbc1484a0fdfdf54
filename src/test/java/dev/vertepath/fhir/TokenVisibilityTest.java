package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Of what a role and a scope open, a caller sees what is the caller's. */
class TokenVisibilityTest extends TokenCallers {

  @Test
  void aSenderSeesItsOwnPatientsAndNotThoseOfOthers() {
    String north = patientOf("north", "Nordmann");
    String south = patientOf("south", "Nordmann");
    observation(south, sender("south"), "");

    assertThat(get("/Patient/" + north, sender("north")).status()).isEqualTo(200);
    assertThat(get("/Patient/" + south, sender("north")).status()).isEqualTo(404);
    assertThat(total("/Patient?family=nordmann", sender("north"))).isEqualTo(1);
    assertThat(total("/Patient?family=nordmann", clinician())).isEqualTo(2);
    assertThat(total("/Observation?patient=" + south, sender("north"))).isZero();
    assertThat(total("/Observation?patient.family=nordmann", sender("north"))).isZero();
    assertThat(total("/Observation?patient.family=nordmann", sender("south"))).isEqualTo(1);
    assertThat(get("/Patient/" + south + "/$everything", sender("north")).status()).isEqualTo(404);
    assertThat(get("/Patient/" + south + "/_history", sender("north")).status()).isEqualTo(404);
  }

  @Test
  void aSenderWritesForItsOwnPatientsOnly() {
    String south = patientOf("south", "Suedmann");
    String body = "{'resourceType':'Patient','id':'%s','active':false}".formatted(south);

    Response refused = put("/Patient/" + south, body, sender("north"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.issues()).containsExactly("forbidden Patient");
    assertThat(refused.text()).doesNotContain("version").doesNotContain("Suedmann");
    assertThat(delete("/Patient/" + south, sender("north")).status()).isEqualTo(204);
    assertThat(post("/Observation", observationOf(south, ""), sender("north")).status())
        .isBetween(400, 422);
    assertThat(get("/Patient/" + south, sender("south")).header("ETag")).isEqualTo("W/\"1\"");
    assertThat(total("/Observation?patient=" + south, sender("south"))).isZero();
  }

  @Test
  void aPatientIsSharedThroughHerManagerAndHerCareTeam() {
    post(
        "/Organization", "{'resourceType':'Organization','name':'West'}", system("system/*.cruds"));
    for (String id : List.of("west", "east")) {
      put(
          "/Organization/" + id,
          "{'resourceType':'Organization','id':'%1$s','name':'%1$s'}".formatted(id),
          system("system/*.cruds"));
    }
    String shared =
        post(
                "/Patient",
                "{'resourceType':'Patient','name':[{'family':'Geteilt'}],"
                    + "'managingOrganization':{'reference':'Organization/west'}}",
                sender("north"))
            .id();
    assertThat(get("/Patient/" + shared, sender("west")).status()).isEqualTo(200);
    assertThat(get("/Patient/" + shared, sender("east")).status()).isEqualTo(404);

    String team =
        "{'resourceType':'CareTeam','id':'team-%1$s','status':'%2$s','subject':{'reference':'Patient/%1$s'},"
            + "'participant':[{'member':{'reference':'Organization/east'}}]}";
    put("/CareTeam/team-" + shared, team.formatted(shared, "active"), sender("north"));
    assertThat(get("/Patient/" + shared, sender("east")).status()).isEqualTo(200);
    put("/CareTeam/team-" + shared, team.formatted(shared, "inactive"), sender("north"));
    assertThat(get("/Patient/" + shared, sender("east")).status()).isEqualTo(404);
  }

  @Test
  void whatBelongsToNobodyIsSeenByItsSender() {
    String schedule = "{'resourceType':'Schedule','actor':[{'display':'Room 1'}]}";
    String id = post("/Schedule", schedule, sender("north")).id();

    assertThat(get("/Schedule/" + id, sender("north")).status()).isEqualTo(200);
    assertThat(get("/Schedule/" + id, sender("south")).status()).isEqualTo(404);
    assertThat(get("/Schedule/" + id, clinician()).status()).isEqualTo(200);
  }

  /** Few are searched for among themselves: what is nobody's, and who is shared for two reasons. */
  @Test
  void allThatASenderSeesIsFoundOnce() {
    String[] own = sender("registrar");
    put(
        "/Organization/registrar",
        "{'resourceType':'Organization','id':'registrar','name':'R'}",
        system("system/*.cruds"));
    post("/Schedule", "{'resourceType':'Schedule','actor':[{'display':'Room 2'}]}", own);
    Response shared =
        post(
            "/Patient",
            "{'resourceType':'Patient','managingOrganization':{'reference':'Organization/registrar'}}",
            own);
    assertThat(shared.status()).as(shared.text()).isEqualTo(201);

    assertThat(total("/Schedule?", own)).isEqualTo(1);
    assertThat(total("/Patient?active:missing=true", own)).isEqualTo(1);
    assertThat(total("/Observation?", own)).isZero();
    CountedStatements.STATEMENTS.sent();
    assertThat(total("/Schedule?active:missing=true", own)).isEqualTo(1);
    assertThat(CountedStatements.STATEMENTS.sent())
        .anyMatch(sql -> sql.contains("from patient_share s") && sql.contains("owned_resource"));
  }

  @Test
  void anAccessForOnePatientIsBoundToHer() {
    String hers = stored("Fokus");
    String others = stored("Fokus");
    String observed = observation(others, system("system/*.cruds"), "");
    String[] app = forPatient(hers, "launch/patient patient/*.cruds");

    assertThat(get("/Patient/" + hers, app).status()).isEqualTo(200);
    assertThat(get("/Patient/" + others, app).status()).isEqualTo(404);
    assertThat(get("/Observation/" + observed, app).status()).isEqualTo(404);
    assertThat(total("/Patient?family=fokus", app)).isEqualTo(1);
    assertThat(total("/Observation?patient=" + others, app)).isZero();
    assertThat(total("/Patient?family=fokus&_revinclude=Observation:patient", app)).isEqualTo(1);
    assertThat(post("/Observation", observationOf(hers, ""), app).status()).isEqualTo(201);
    assertThat(post("/Observation", observationOf(others, ""), app).status()).isBetween(400, 422);
  }

  @Test
  void aWriteForOnePatientIsBoundToHerThoughReadsAreNot() {
    String hers = stored("Schreib");
    String others = stored("Schreib");
    String[] app = forPatient(hers, "user/*.rs patient/Observation.c");

    assertThat(get("/Patient/" + others, app).status()).isEqualTo(200);
    assertThat(post("/Observation", observationOf(hers, ""), app).status()).isEqualTo(201);
    assertThat(post("/Observation", observationOf(others, ""), app).status()).isEqualTo(403);
  }

  @Test
  void nobodyLetsThemselvesInByACareTeamOrAManager() {
    for (String id : List.of("north", "south")) {
      put(
          "/Organization/" + id,
          "{'resourceType':'Organization','id':'%1$s','name':'%1$s'}".formatted(id),
          system("system/*.cruds"));
    }
    String south = patientOf("south", "Fremd");
    String team =
        ("{'resourceType':'CareTeam','status':'active','subject':{'reference':'Patient/%s'},"
                + "'participant':[{'member':{'reference':'Organization/north'}}]}")
            .formatted(south);
    String taken =
        ("{'resourceType':'Patient','id':'%s',"
                + "'managingOrganization':{'reference':'Organization/north'}}")
            .formatted(south);

    assertThat(post("/CareTeam", team, sender("north")).status()).isBetween(400, 422);
    assertThat(put("/Patient/" + south, taken, sender("north")).status()).isEqualTo(403);
    assertThat(get("/Patient/" + south, sender("north")).status()).isEqualTo(404);
    assertThat(post("/CareTeam", team, sender("south")).status()).isEqualTo(201);
    assertThat(get("/Patient/" + south, sender("north")).status()).isEqualTo(200);
  }

  @Test
  void anAccessForOnePatientWritesNothingThatIsNobodys() {
    String[] app = forPatient(stored("Nur"), "launch/patient patient/*.cruds");
    String nobodys =
        post(
                "/Observation",
                "{'resourceType':'Observation','status':'final','code':{'text':'x'}}",
                system("system/*.cruds"))
            .id();
    String body =
        "{'resourceType':'Observation','id':'%s','status':'amended','code':{'text':'x'}}"
            .formatted(nobodys);

    assertThat(get("/Observation/" + nobodys, app).status()).isEqualTo(404);
    assertThat(put("/Observation/" + nobodys, body, app).status()).isEqualTo(403);
    assertThat(
            post(
                    "/Observation",
                    "{'resourceType':'Observation','status':'final','code':{'text':'x'}}",
                    app)
                .status())
        .isEqualTo(403);
    assertThat(get("/Observation/" + nobodys, clinician()).header("ETag")).isEqualTo("W/\"1\"");
  }

  @Test
  void aCareTeamSharesWhileItAndItsMemberLast() {
    put(
        "/Organization/east",
        "{'resourceType':'Organization','id':'east','name':'east'}",
        system("system/*.cruds"));
    String shared = patientOf("north", "Zeit");
    String team =
        "{'resourceType':'CareTeam','id':'t-%1$s','status':'active','subject':{'reference':'Patient/%1$s'},"
            + "'period':{%2$s},'participant':[{'member':{'reference':'Organization/east'},'period':{%3$s}}]}";

    for (String[] period :
        List.of(
            new String[] {"'start':'2020-01-01'", "'end':'2099-01-01'", "200"},
            new String[] {"'end':'2021-01-01'", "", "404"},
            new String[] {"'start':'2020-01-01'", "'start':'2098-01-01'", "404"},
            new String[] {"", "", "200"},
            new String[] {"", "'end':'2021-01-01'", "404"})) {
      put(
          "/CareTeam/t-" + shared,
          team.formatted(shared, period[0], period[1]).replace("{}", "{'id':'p'}"),
          sender("north"));
      assertThat(get("/Patient/" + shared, sender("east")).status())
          .as(period[0] + " " + period[1])
          .isEqualTo(Integer.parseInt(period[2]));
    }
  }
}
