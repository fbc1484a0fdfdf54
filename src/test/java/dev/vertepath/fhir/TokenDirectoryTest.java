package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.ClinicalRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who changes what all see, and what is known again after the tables of sight were lost. */
class TokenDirectoryTest extends TokenCallers {

  @Autowired JdbcClient jdbc;

  @Autowired ClinicalRecord record;

  @Test
  void anOrganizationChangesOfTheDirectoryWhatItSentItself() {
    String norths = post("/Practitioner", practitioner(""), sender("north")).id();
    String hospitals = post("/Practitioner", practitioner(""), system("system/*.cruds")).id();
    String own = practitioner("'id':'" + norths + "','active':true,");
    String others = practitioner("'id':'" + hospitals + "','active':true,");

    assertThat(put("/Practitioner/" + norths, own, sender("south")).status()).isEqualTo(403);
    assertThat(delete("/Practitioner/" + norths, sender("south")).status()).isEqualTo(403);
    assertThat(put("/Practitioner/" + hospitals, others, sender("north")).status()).isEqualTo(403);
    assertThat(get("/Practitioner/" + norths, sender("south")).header("ETag")).isEqualTo("W/\"1\"");
    assertThat(put("/Practitioner/" + norths, own, sender("north")).status()).isEqualTo(200);
    assertThat(put("/Practitioner/" + hospitals, others, system("system/*.cruds")).status())
        .isEqualTo(200);
  }

  @Test
  void anOrganizationChangesTheOneThatItIs() {
    String organization = "{'resourceType':'Organization','id':'%1$s','name':'%2$s'}";
    put("/Organization/own", organization.formatted("own", "a"), system("system/*.cruds"));

    assertThat(put("/Organization/own", organization.formatted("own", "b"), sender("own")).status())
        .isEqualTo(200);
    Response refused =
        put("/Organization/own", organization.formatted("own", "c"), sender("other"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(words(refused))
        .contains("Organization/own was not sent by the caller's organization");
  }

  @Test
  void whatFollowsFromTheRecordIsKnownAgainAfterARebuild() {
    put(
        "/Organization/west",
        "{'resourceType':'Organization','id':'west','name':'w'}",
        system("system/*.cruds"));
    String her =
        post(
                "/Patient",
                "{'resourceType':'Patient','managingOrganization':{'reference':'Organization/west'}}",
                system("system/*.cruds"))
            .id();
    String secret = observation(her, system("system/*.cruds"), labelled("V"));
    jdbc.sql("delete from patient_share where patient = ?").param(her).update();
    jdbc.sql("delete from labelled_resource where id = ?").param(secret).update();
    assertThat(get("/Patient/" + her, sender("west")).status()).isEqualTo(404);
    assertThat(get("/Observation/" + secret, clinician()).status()).isEqualTo(200);

    record.revisit(her);

    assertThat(get("/Patient/" + her, sender("west")).status()).isEqualTo(200);
    assertThat(get("/Observation/" + secret, clinician()).status()).isEqualTo(404);
  }

  private static String practitioner(String more) {
    return "{'resourceType':'Practitioner',%s'name':[{'family':'Arzt'}]}".formatted(more);
  }
}
