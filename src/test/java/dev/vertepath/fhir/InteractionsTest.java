package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** R4 http.html, one group for each interaction. */
class InteractionsTest extends FhirOverHttp {

  @Nested
  class Create {

    @Test
    void answers201WithTheResourceAndWhereItLies() {
      Response created = post("/Patient", patient("Ames"));

      assertThat(created.status()).isEqualTo(201);
      assertThat(created.header("Location"))
          .isEqualTo(base() + "/Patient/" + created.id() + "/_history/1");
      assertThat(created.header("ETag")).isEqualTo("W/\"1\"");
      assertThat(created.header("Last-Modified")).endsWith("GMT");
      assertThat(created.header("X-Request-ID")).isNotEmpty();
      assertThat(created.json().path("name").path(0).path("family").asString()).isEqualTo("Ames");
    }

    @Test
    void answersAsThePreferHeaderWants() {
      assertThat(post("/Patient", patient("Bo"), "Prefer", "return=minimal").text()).isEmpty();
      assertThat(
              post("/Patient", patient("Bo"), "Prefer", "return=OperationOutcome")
                  .json()
                  .path("resourceType")
                  .asString())
          .isEqualTo("OperationOutcome");
    }

    @Test
    void storesOnceUnderACondition() {
      String body = "{'resourceType':'Patient','identifier':[{'system':'urn:c','value':'once'}]}";

      Response first = post("/Patient", body, "If-None-Exist", "identifier=urn:c|once");
      Response again = post("/Patient", body, "If-None-Exist", "identifier=urn:c|once");

      assertThat(first.status()).isEqualTo(201);
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void refusesABodyOfAnotherType() {
      Response refused = post("/Observation", patient("Coe"));

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.issues()).containsExactly("value Patient");
    }

    @Test
    void refusesATypeThatR4DoesNotHave() {
      assertThat(post("/Foo", "{'resourceType':'Foo'}").status()).isEqualTo(404);
    }
  }

  @Nested
  class Read {

    @Test
    void answersTheBytesThatWereStored() {
      Response created = post("/Patient", patient("Dahl"));

      Response read = get("/Patient/" + created.id());

      assertThat(read.status()).isEqualTo(200);
      assertThat(read.header("Content-Type")).isEqualTo("application/fhir+json;charset=UTF-8");
      assertThat(read.header("ETag")).isEqualTo("W/\"1\"");
      assertThat(read.text()).isEqualTo(created.text());
    }

    @Test
    void answers304ForTheVersionThatTheClientHas() {
      String id = post("/Patient", patient("Ek")).id();

      assertThat(get("/Patient/" + id, "If-None-Match", "W/\"1\"").status()).isEqualTo(304);
      assertThat(get("/Patient/" + id, "If-None-Match", "W/\"7\"").status()).isEqualTo(200);
    }

    @Test
    void answersNoBodyToHead() {
      String id = post("/Patient", patient("Fry")).id();

      Response head = send("HEAD", "/Patient/" + id, new byte[0]);

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.text()).isEmpty();
      assertThat(head.header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void answers404ForWhatWasNeverThere() {
      Response missing = get("/Patient/nobody");

      assertThat(missing.status()).isEqualTo(404);
      assertThat(missing.issues()).containsExactly("not-found Patient");
    }

    @Test
    void answers410ForWhatWasDeleted() {
      String id = post("/Patient", patient("Gale")).id();
      delete("/Patient/" + id);

      assertThat(get("/Patient/" + id).status()).isEqualTo(410);
    }

    @Test
    void answersAnOlderVersion() {
      String id = post("/Patient", patient("Hay")).id();
      put("/Patient/" + id, "{'resourceType':'Patient','id':'" + id + "','active':true}");

      Response old = get("/Patient/" + id + "/_history/1");

      assertThat(old.json().path("name").path(0).path("family").asString()).isEqualTo("Hay");
      assertThat(get("/Patient/" + id + "/_history/3").status()).isEqualTo(404);
      assertThat(get("/Patient/" + id + "/_history/x").status()).isEqualTo(400);
    }
  }

  @Nested
  class Update {

    @Test
    void storesUnderAnIdOfTheClient() {
      Response created = put("/Patient/of-client", "{'resourceType':'Patient','id':'of-client'}");

      assertThat(created.status()).isEqualTo(201);
      assertThat(get("/Patient/of-client").status()).isEqualTo(200);
    }

    @Test
    void refusesAStaleVersionWith412AndSaysWhichIsCurrent() {
      String id = post("/Patient", patient("Ito")).id();
      String changed = "{'resourceType':'Patient','id':'" + id + "','active':true}";
      put("/Patient/" + id, changed, "If-Match", "W/\"1\"");

      Response stale = put("/Patient/" + id, changed, "If-Match", "W/\"1\"");

      assertThat(stale.status()).isEqualTo(412);
      assertThat(stale.text()).contains("the current version").contains("is 2");
    }

    @Test
    void storesNoVersionWhenNothingChanges() {
      Response created = post("/Patient", patient("Jay"));
      String same =
          "{'resourceType':'Patient','id':'%s','name':[{'family':'Jay'}]}".formatted(created.id());

      Response updated = put("/Patient/" + created.id(), same);

      assertThat(updated.status()).isEqualTo(200);
      assertThat(updated.header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void refusesABodyWithAnotherIdOrNone() {
      assertThat(put("/Patient/k", "{'resourceType':'Patient','id':'l'}").issues())
          .containsExactly("value Patient.id");
      assertThat(put("/Patient/k", "{'resourceType':'Patient'}").issues())
          .containsExactly("value Patient.id");
    }

    @Test
    void isNotMisledByAContentLocationHeader() {
      Response stored =
          put(
              "/Patient/right-one",
              "{'resourceType':'Patient','id':'right-one'}",
              "Content-Location",
              "/Patient/wrong-one/_history/1");

      assertThat(stored.id()).isEqualTo("right-one");
    }

    @Test
    void changesTheOneThatMatchesACondition() {
      String body = "{'resourceType':'Patient','identifier':[{'system':'urn:u','value':'1'}]%s}";

      Response first = put("/Patient?identifier=urn:u%7C1", body.formatted(""));
      Response second = put("/Patient?identifier=urn:u%7C1", body.formatted(",'active':true"));

      assertThat(first.status()).isEqualTo(201);
      assertThat(second.status()).isEqualTo(200);
      assertThat(second.id()).isEqualTo(first.id());
    }

    @Test
    void refusesAConditionThatMatchesSeveral() {
      post("/Patient", patient("Kerr-twice"));
      post("/Patient", patient("Kerr-twice"));

      assertThat(put("/Patient?family=Kerr-twice", patient("Kerr")).status()).isEqualTo(412);
    }
  }

  @Nested
  class Delete {

    @Test
    void answers204AndOnceMoreIfItIsGoneAlready() {
      String id = post("/Patient", patient("Lund")).id();

      assertThat(delete("/Patient/" + id).status()).isEqualTo(204);
      assertThat(delete("/Patient/" + id).status()).isEqualTo(204);
    }

    @Test
    void refusesWith409WhileOthersReferToIt() {
      String id = post("/Patient", patient("Moe")).id();
      post(
          "/Observation",
          "{'resourceType':'Observation','status':'final','code':{'text':'x'},"
              + "'subject':{'reference':'Patient/%s'}}".formatted(id));

      Response refused = delete("/Patient/" + id);

      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text()).contains("Observation/").contains("subject");
    }

    @Test
    void deletesTheOneThatMatchesACondition() {
      String id = post("/Patient", patient("Nye-only")).id();

      assertThat(delete("/Patient?family=Nye-only").status()).isEqualTo(204);
      assertThat(get("/Patient/" + id).status()).isEqualTo(410);
    }
  }

  @Nested
  class History {

    @Test
    void tellsOfEveryVersionNewestFirst() {
      String id = post("/Patient", patient("Orr")).id();
      put("/Patient/" + id, "{'resourceType':'Patient','id':'" + id + "','active':true}");
      delete("/Patient/" + id);

      var history = get("/Patient/" + id + "/_history").json();

      assertThat(history.path("type").asString()).isEqualTo("history");
      assertThat(history.path("total").asInt()).isEqualTo(3);
      assertThat(history.path("entry").valueStream())
          .extracting(e -> e.path("request").path("method").asString())
          .containsExactly("DELETE", "PUT", "POST");
      assertThat(history.path("entry").valueStream())
          .extracting(e -> e.path("response").path("status").asString())
          .containsExactly("204 No Content", "200 OK", "201 Created");
      assertThat(history.path("entry").path(0).has("resource")).isFalse();
    }

    @Test
    void isThereForTheTypeAndTheWholeRecord() {
      post("/Patient", patient("Poe"));

      assertThat(get("/Patient/_history?_count=1").json().path("entry")).hasSize(1);
      assertThat(get("/_history?_count=1").json().path("link").valueStream())
          .extracting(l -> l.path("relation").asString())
          .contains("next");
    }
  }

  @Nested
  class Unknown {

    @Test
    void pathsAreRefusedWithAnOperationOutcome() {
      assertThat(get("/Patient/1/2/3/4/5").status()).isEqualTo(400);
      assertThat(get("/Patient/$none").status()).isEqualTo(404);
      assertThat(get("/Patient/$none").json().path("resourceType").asString())
          .isEqualTo("OperationOutcome");
    }

    @Test
    void pathsAreRefusedInJsonWhereAFormatIsAskedForThatIsNotWritten() {
      Response byParameter = get("/Patient/1/2?_format=text/turtle");
      Response byHeader = get("/Patient/1/2", "Accept", "text/turtle");

      assertThat(byParameter.status()).isEqualTo(400);
      assertThat(byParameter.issues()).containsExactly("not-found");
      assertThat(byHeader.issues()).containsExactly("not-found");
    }

    @Test
    void verbsAreRefusedWithThoseThatAreServed() {
      Response refused = post("/Patient/1", patient("Posted"));

      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.header("Allow")).contains("PUT").contains("PATCH");
    }
  }
}
