package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads that come together go by one statement, but by no other's sight. */
@Timeout(120)
class TokenReadsTest extends TokenCallers {

  private static final int READERS = 16;
  private static final int ROUNDS = 40;

  private final ExecutorService threads = Executors.newFixedThreadPool(READERS);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

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

    CountedStatements.STATEMENTS.sent();
    List<Future<?>> all = new ArrayList<>();
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
    for (Future<?> one : all) {
      one.get();
    }
    assertThat(CountedStatements.STATEMENTS.sent())
        .filteredOn(sql -> sql.startsWith("with sight"))
        .as("some have gone together")
        .hasSizeLessThan(READERS * ROUNDS * 3);
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
  void whatIsNoLongerSharedIsNoLongerReadBesideOthers() throws Exception {
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
    String[] caller = sender("lent");
    var seen = new CountDownLatch(READERS);
    List<Future<List<Integer>>> all = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      all.add(
          threads.submit(
              () -> {
                List<Integer> answers = new ArrayList<>();
                answers.add(get("/Patient/" + lent, caller).status());
                seen.countDown();
                while (answers.getLast() == 200 && !Thread.currentThread().isInterrupted()) {
                  answers.add(get("/Patient/" + lent, caller).status());
                }
                // From then on for good.
                for (int round = 0; round < ROUNDS; round++) {
                  answers.add(get("/Patient/" + lent, caller).status());
                }
                return answers;
              }));
    }
    assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
    String hers = "{'resourceType':'Patient','id':'%s','name':[{'family':'Leih'}]}".formatted(lent);
    assertThat(put("/Patient/" + lent, hers, sender("north")).status()).isEqualTo(200);

    for (Future<List<Integer>> one : all) {
      List<Integer> answers = one.get(30, TimeUnit.SECONDS);
      int first = answers.indexOf(404);
      assertThat(first).as("%s", answers).isPositive();
      assertThat(answers.subList(0, first)).allMatch(status -> status == 200);
      assertThat(answers.subList(first, answers.size())).allMatch(status -> status == 404);
    }
  }
}
