package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Reads that come together go by one statement, but by no other's sight. */
class TokenReadsTest extends TokenCallers {

  private static final int READERS = 16;
  private static final int ROUNDS = 40;

  /** Who reads, and of the three patients that there are whom they see. */
  private record Reader(String[] caller, boolean north, boolean south, boolean restricted) {}

  @Test
  void whoReadsBesideOthersSeesWhatIsInTheirOwnSight() throws Exception {
    String north = patientOf("north", "Lesemann");
    String south = patientOf("south", "Lesemann");
    String restricted =
        post(
                "/Patient",
                "{'resourceType':'Patient','name':[{'family':'Lesemann'}],%s}"
                    .formatted(labelled("R")),
                sender("north"))
            .id();
    List<Reader> readers =
        List.of(
            new Reader(sender("north"), true, false, true),
            new Reader(sender("south"), false, true, false),
            new Reader(person("clinician", "uma"), true, true, true),
            new Reader(person("coordinator", "cora"), true, true, false));

    List<Future<?>> all = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(READERS)) {
      for (int i = 0; i < READERS; i++) {
        Reader reader = readers.get(i % readers.size());
        all.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < ROUNDS; round++) {
                    sees(reader, north, reader.north());
                    sees(reader, south, reader.south());
                    sees(reader, restricted, reader.restricted());
                  }
                }));
      }
    }
    for (Future<?> one : all) {
      one.get();
    }
  }

  private void sees(Reader reader, String patient, boolean inSight) {
    Response read = get("/Patient/" + patient, reader.caller());
    assertThat(read.status()).isEqualTo(inSight ? 200 : 404);
    if (inSight) {
      assertThat(read.json().path("id").asString()).isEqualTo(patient);
    }
  }

  /** Nothing of a group outlives what it was asked by. */
  @Test
  void whatIsNoLongerSharedIsNoLongerReadBesideOthers()
      throws ExecutionException, InterruptedException {
    put(
        "/Organization/lent",
        "{'resourceType':'Organization','id':'lent','name':'lent'}",
        system("system/*.cruds"));
    String lent =
        post(
                "/Patient",
                "{'resourceType':'Patient','name':[{'family':'Leih'}],"
                    + "'managingOrganization':{'reference':'Organization/lent'}}",
                sender("north"))
            .id();
    try (var threads = Executors.newFixedThreadPool(READERS)) {
      List<Future<List<Integer>>> all = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        all.add(
            threads.submit(
                () -> {
                  List<Integer> answers = new ArrayList<>();
                  int status = 200;
                  while (status == 200) {
                    status = get("/Patient/" + lent, sender("lent")).status();
                    answers.add(status);
                  }
                  // From then on for good.
                  for (int round = 0; round < ROUNDS; round++) {
                    answers.add(get("/Patient/" + lent, sender("lent")).status());
                  }
                  return answers;
                }));
      }
      assertThat(
              put(
                      "/Patient/" + lent,
                      "{'resourceType':'Patient','id':'%s','name':[{'family':'Leih'}]}"
                          .formatted(lent),
                      sender("north"))
                  .status())
          .isEqualTo(200);
      for (Future<List<Integer>> one : all) {
        List<Integer> answers = one.get();
        int first = answers.indexOf(404);
        assertThat(answers.subList(0, first)).allMatch(status -> status == 200);
        assertThat(answers.subList(first, answers.size())).allMatch(status -> status == 404);
      }
    }
  }
}
