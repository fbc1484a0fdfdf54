package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** As many events as interactions, when many come at once. */
class AuditManyAtOnceTest extends AuditOverHttp {

  private static final int EACH = 40;

  @Test
  void everyOneOfManyIsTold() throws Exception {
    put("/Patient/many", "{'resourceType':'Patient','id':'many'}");
    told();
    List<Callable<Response>> requests = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      String family = "Many" + i;
      requests.add(() -> get("/Patient/many"));
      requests.add(() -> get("/Patient/not-one-of-many"));
      requests.add(() -> get("/Patient?family=Many"));
      requests.add(() -> post("/Patient", patient(family)));
      requests.add(() -> get("/Patient/many", ROLE, "registrar"));
      requests.add(
          () ->
              post(
                  "",
                  transaction(
                      entry("POST", "Patient", patient(family)), entry("GET", "Patient/many"))));
      // All change the same: some are tried again, or refused.
      requests.add(
          () ->
              put(
                  "/Patient/many",
                  "{'resourceType':'Patient','id':'many','name':[{'family':'" + family + "'}]}"));
    }
    try (var senders = Executors.newFixedThreadPool(16)) {
      for (Future<Response> sent : senders.invokeAll(requests)) {
        assertThat(sent.get().status()).isLessThan(500);
      }
    }

    List<String> told = told();
    assertThat(told).hasSize(8 * EACH);
    assertThat(told.stream().filter(one -> one.startsWith("update")))
        .hasSize(EACH)
        .doesNotHaveDuplicates();
    assertThat(told.stream().filter(one -> one.startsWith("create 0")))
        .hasSize(2 * EACH)
        .doesNotHaveDuplicates();
    assertThat(told.stream().filter(one -> one.equals("read 4 forbidden Patient/many")))
        .hasSize(EACH);
  }
}
