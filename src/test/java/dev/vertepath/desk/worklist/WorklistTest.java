package dev.vertepath.desk.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.desk.DeskOverHttp;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The worklist over HTTP, its counts against the API's. */
class WorklistTest extends DeskOverHttp {

  private static final Pattern ITEM = Pattern.compile("value=\"(Task/[\\w-]+@\\d+)\"");

  @Autowired private ZoneId zone;
  @Autowired private JdbcClient jdbc;

  private String family = "";
  private String patient = "";

  @BeforeEach
  void aPatientWithAFracture() {
    family = "Worklist" + System.nanoTime();
    patient = fractured(family, "1941-05-06");
  }

  private String fractured(String name, String born) {
    String id =
        write(
                "POST",
                "/Patient",
                ("{'resourceType':'Patient','name':[{'family':'%s','given':['Ada']}],'birthDate':'%s',"
                        + "'identifier':[{'system':'https://hospital.example/patients','value':'id-%s'}]}")
                    .formatted(name, born, name))
            .path("id")
            .asString();
    write(
        "POST",
        "/Condition",
        ("{'resourceType':'Condition','subject':{'reference':'Patient/%s'},"
                + "'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},"
                + "'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]},"
                + "'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]}}")
            .formatted(id));
    return id;
  }

  private String task() {
    return fhir("/Task?code=pathway-case&patient=" + patient).at("/entry/0/resource/id").asString();
  }

  private String item(String page) {
    Matcher item = ITEM.matcher(page);
    assertThat(item.find()).as(page).isTrue();
    return item.group(1);
  }

  private static int count(String page, String band) {
    Matcher count =
        Pattern.compile("id=\"band-" + band + "\".*?class=\"count\">(\\d+)<", Pattern.DOTALL)
            .matcher(page);
    assertThat(count.find()).as(page).isTrue();
    return Integer.parseInt(count.group(1));
  }

  private static int rows(String page) {
    return page.split("<tr id=\"row-", -1).length - 1;
  }

  @Test
  void aCaseWithoutItsEvidenceWaitsForIt() {
    String page = page("/?q=" + family);

    assertThat(page).contains(family + ", Ada", "Waiting for evidence", "id-" + family);
    assertThat(count(page, "evidence")).isEqualTo(1);
    assertThat(count(page, "all")).isEqualTo(rows(page)).isEqualTo(1);
  }

  @Test
  void theCountsAreThoseOfTheApi() {
    JsonNode cases =
        fhir(
            "/Task?code=pathway-case&status=in-progress&business-status=awaiting-evidence&_summary=count");

    assertThat(count(page("/"), "evidence")).isEqualTo(cases.path("total").asInt());
  }

  @Test
  void eachFilterLeavesWhatItNames() {
    String young = "Young" + family;
    fractured(young, "1990-01-01");

    assertThat(rows(page("/?q=" + family.toLowerCase(java.util.Locale.ROOT)))).isEqualTo(1);
    assertThat(rows(page("/?q=id-" + family))).isEqualTo(1);
    assertThat(rows(page("/?q=" + family + "&state=awaiting-evidence"))).isEqualTo(1);
    assertThat(rows(page("/?q=" + family + "&state=candidate"))).isZero();
    assertThat(rows(page("/?q=" + family + "&cause=neoplastic"))).isZero();
    assertThat(rows(page("/?q=" + family + "&level=T12"))).isZero();
    assertThat(rows(page("/?q=" + family + "&age=75-84,"))).isEqualTo(1);
    assertThat(rows(page("/?q=" + family + "&age=85-150"))).isEqualTo(age() >= 85 ? 1 : 0);
    assertThat(rows(page("/?q=" + young + "&age=0-64"))).isEqualTo(1);
    assertThat(rows(page("/?q=" + young + "&age=65-74"))).isZero();
    assertThat(rows(page("/?q=" + family + "&band=evidence"))).isEqualTo(1);
    assertThat(rows(page("/?q=" + family + "&band=today"))).isZero();
    assertThat(rows(page("/?q=" + family + "&activity=early-check"))).isZero();
    assertThat(rows(page("/?q=" + family + "&owner=none"))).isEqualTo(1);
    assertThat(rows(page("/?q=" + family + "&organization=Organization/none"))).isZero();
    for (String sort : WorklistSql.SORTS) {
      assertThat(rows(page("/?sort=" + sort + "&q=" + family))).as(sort).isEqualTo(1);
    }
  }

  @Test
  void ownersAndOrganizationsAreChosenByName() {
    String hospital =
        write(
                "POST",
                "/Organization",
                "{'resourceType':'Organization','name':'House " + family + "'}")
            .path("id")
            .asString();
    String nurse =
        write(
                "POST",
                "/Practitioner",
                "{'resourceType':'Practitioner','name':[{'family':'"
                    + family
                    + "','given':['Mia']}]}")
            .path("id")
            .asString();
    write(
        "PATCH",
        "/Patient/" + patient,
        "{'resourceType':'Parameters','parameter':[{'name':'operation','part':["
            + "{'name':'type','valueCode':'add'},{'name':'path','valueString':'Patient'},"
            + "{'name':'name','valueString':'managingOrganization'},"
            + "{'name':'value','valueReference':{'reference':'Organization/"
            + hospital
            + "'}}]}]}");

    String page = page("/?organization=Organization/" + hospital);

    assertThat(rows(page)).isEqualTo(1);
    assertThat(page)
        .contains(">House " + family + "</option>")
        .contains("value=\"Practitioner/" + nurse + "\"")
        .contains(">" + family + ", Mia</option>");
  }

  private int age() {
    return java.time.Period.between(LocalDate.of(1941, 5, 6), LocalDate.now(zone)).getYears();
  }

  @Test
  void whateverAFilterHoldsIsNoFailure() {
    for (String odd :
        new String[] {
          "q=%27%22%3Cscript%3E",
          "page=999999",
          "page=-1",
          "band=x",
          "sort=x",
          "age=x",
          "age=1-999",
          "q=%5C%24%7C,",
          "organization=%2F%2F",
          "owner=%00",
          "level=%F0%9F%92%A9"
        }) {
      HttpResponse<String> answer = get("/?" + odd);
      assertThat(answer.statusCode()).as(odd).isEqualTo(200);
      assertThat(answer.body()).doesNotContain("<script>");
    }
  }

  @Test
  void aPersonIsGivenTheWorkAndTheApiSaysSo() {
    HttpResponse<String> done =
        submit(
            "/desk/tasks/assign",
            "item",
            item(page("/?q=" + family)),
            "owner",
            "Cora Coordinator",
            "back",
            "/?q=" + family);

    assertThat(done.statusCode()).isEqualTo(302);
    assertThat(fhir("/Task/" + task()).at("/owner/display").asString())
        .isEqualTo("Cora Coordinator");
    assertThat(page("/?q=" + family)).contains("Cora Coordinator");
    assertThat(rows(page("/?q=" + family + "&owner=Cora+Coordinator"))).isEqualTo(1);
    assertThat(rows(page("/?q=" + family + "&owner=none"))).isZero();
  }

  @Test
  void theSecondOfTwoSeesWhoWasFaster() {
    String item = item(page("/?q=" + family));
    submit("/desk/tasks/assign", "item", item, "owner", "First Nurse");

    HttpResponse<String> second =
        submit("/desk/tasks/assign", "item", item, "owner", "Second Nurse");

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("Somebody was faster", "First Nurse has it");
    assertThat(fhir("/Task/" + task()).at("/owner/display").asString()).isEqualTo("First Nurse");

    submit("/desk/tasks/assign", "item", item(second.body()), "owner", "Second Nurse");
    assertThat(fhir("/Task/" + task()).at("/owner/display").asString()).isEqualTo("Second Nurse");
  }

  @Test
  void whereNobodyLogsInNobodyIsMe() {
    HttpResponse<String> refused = submit("/desk/tasks/take", "item", item(page("/?q=" + family)));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Nobody is logged in here");
  }

  @Test
  void whatIsSnoozedComesBackAndItsCaseGoesOn() {
    String day = LocalDate.now(zone).plusDays(3).toString();
    submit(
        "/desk/tasks/snooze",
        "item",
        item(page("/?q=" + family)),
        "until",
        day,
        "reason",
        "waits for the daughter");

    assertThat(count(page("/?q=" + family), "all")).isZero();
    assertThat(rows(page("/?q=" + family + "&snoozed=yes"))).isEqualTo(1);
    JsonNode task = fhir("/Task/" + task());
    assertThat(task.path("status").asString()).isEqualTo("in-progress");
    assertThat(task.at("/note/0/text").asString()).contains(day, "waits for the daughter");
    jdbc.sql("update episode set snoozed_until = now() - interval '1 hour' where patient = ?")
        .param(patient)
        .update();
    assertThat(rows(page("/?q=" + family))).isEqualTo(1);
  }

  @Test
  void aSnoozeWithoutADayOrAReasonIsRefused() {
    String item = item(page("/?q=" + family));
    for (String until : new String[] {"", "2001-01-01", "2999-01-01", "soon"}) {
      assertThat(
              submit("/desk/tasks/snooze", "item", item, "until", until, "reason", "x")
                  .statusCode())
          .as(until)
          .isEqualTo(400);
    }
    String day = LocalDate.now(zone).plusDays(1).toString();
    assertThat(submit("/desk/tasks/snooze", "item", item, "until", day).statusCode())
        .isEqualTo(400);
    assertThat(submit("/desk/tasks/assign", "owner", "Nobody").body())
        .contains("Nothing is chosen");
    assertThat(rows(page("/?q=" + family))).isEqualTo(1);
  }

  @Test
  void whoDiedIsInNoList() {
    write(
        "PUT",
        "/Patient/" + patient,
        ("{'resourceType':'Patient','id':'%s','name':[{'family':'%s'}],'deceasedBoolean':true}")
            .formatted(patient, family));

    assertThat(count(page("/?q=" + family), "all")).isZero();
  }

  @Test
  void aViewIsKeptShownAndDropped() {
    submit("/desk/views", "name", "Mine", "state", "candidate", "level", "L1");

    String page = page("/");
    assertThat(page).contains("href=\"/?state=candidate&amp;level=L1\"", ">Mine<");
    Matcher id = Pattern.compile("/desk/views/(\\d+)/delete").matcher(page);
    assertThat(id.find()).isTrue();
    submit("/desk/views/" + id.group(1) + "/delete");
    assertThat(page("/")).doesNotContain(">Mine<");
    assertThat(submit("/desk/views", "name", " ").statusCode()).isEqualTo(400);
  }

  @Test
  void theListAloneIsServedForWhoRenewsIt() {
    String list = page("/desk/worklist?q=" + family);

    assertThat(list).contains(family).doesNotContain("<html", "<header");
  }
}
