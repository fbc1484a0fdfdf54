package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sixteen writers at once: nothing is lost, nothing is there twice, nobody meets a deadlock. */
class ConcurrencyTest extends PatchOverHttp {

  private static final int WRITERS = 16;

  /** What each of them is answered when all begin at the same moment. */
  private static List<Response> atOnce(IntFunction<Response> writer) {
    var barrier = new CyclicBarrier(WRITERS);
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Callable<Response>> tasks = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int number = i;
        tasks.add(
            () -> {
              barrier.await();
              return writer.apply(number);
            });
      }
      List<Response> answers = new ArrayList<>();
      for (Future<Response> future : threads.invokeAll(tasks)) {
        answers.add(future.get());
      }
      return answers;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void identicalConditionalCreatesMakeOneResource() {
    String body = "{'resourceType':'Patient','identifier':[{'system':'urn:at-once','value':'1'}]}";

    List<Response> answers =
        atOnce(
            n ->
                post(
                    "/Patient",
                    body,
                    "If-None-Exist",
                    // Two spellings of the same.
                    n % 2 == 0 ? "identifier=urn:at-once|1" : "identifier=urn:at-once%7C1"));

    assertThat(answers).extracting(Response::status).containsOnlyOnce(201).containsOnly(200, 201);
    assertThat(answers).extracting(Response::id).containsOnly(answers.getFirst().id());
    assertThat(get("/Patient?identifier=urn:at-once%7C1").json().path("total").asInt())
        .isEqualTo(1);
  }

  @Test
  void identicalConditionalUpdatesMakeOneResource() {
    String body = "{'resourceType':'Patient','identifier':[{'system':'urn:at-once','value':'2'}]}";

    List<Response> answers = atOnce(n -> put("/Patient?identifier=urn:at-once%7C2", body));

    assertThat(answers).extracting(Response::status).containsOnlyOnce(201).containsOnly(200, 201);
    assertThat(answers).extracting(Response::id).containsOnly(answers.getFirst().id());
  }

  @Test
  void ofUpdatesOfTheSameVersionOneIsStoredAndFifteenAreStale() {
    String id = post("/Organization", "{'resourceType':'Organization','name':'o'}").id();

    List<Response> answers =
        atOnce(
            n ->
                put(
                    "/Organization/" + id,
                    "{'resourceType':'Organization','id':'%s','name':'o%d'}".formatted(id, n),
                    "If-Match",
                    "W/\"1\""));

    assertThat(answers).extracting(Response::status).containsOnlyOnce(200).containsOnly(200, 412);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 412)
        .extracting(answer -> answer.header("ETag"))
        .containsOnly("W/\"2\"");
    assertThat(get("/Organization/" + id).header("ETag")).isEqualTo("W/\"2\"");
  }

  @Test
  void everyUpdateThatNamesNoVersionIsAVersion() {
    String id = post("/Organization", "{'resourceType':'Organization','name':'o'}").id();

    List<Response> answers =
        atOnce(
            n ->
                put(
                    "/Organization/" + id,
                    "{'resourceType':'Organization','id':'%s','name':'o%d'}".formatted(id, n)));

    assertThat(answers).extracting(Response::status).containsOnly(200);
    assertThat(answers).extracting(answer -> answer.header("ETag")).doesNotHaveDuplicates();
  }

  /** Reads that come together go by one statement: record/store/GatheredReads. */
  @Test
  void whoReadsBesideOthersGetsHisOwnAndNothingOlderThanHeWrote() {
    List<Response> answers =
        atOnce(
            n -> {
              Response read = null;
              for (int version = 1; version <= 30; version++) {
                String body =
                    "{'resourceType':'Organization','id':'beside-%d','name':'o%d'}"
                        .formatted(n, version);
                put("/Organization/beside-" + n, body);
                read = get("/Organization/beside-" + n);
                assertThat(read.header("ETag")).isEqualTo("W/\"%d\"".formatted(version));
                assertThat(read.json().path("id").asString()).isEqualTo("beside-" + n);
                assertThat(get("/Organization/beside-none").status()).isEqualTo(404);
              }
              return read;
            });

    assertThat(answers)
        .extracting(answer -> answer.json().path("id").asString())
        .containsExactlyElementsOf(
            IntStream.range(0, WRITERS).mapToObj(n -> "beside-" + n).toList());
  }

  @Test
  void everyPatchTakesEffect() {
    String id =
        post("/Organization", "{'resourceType':'Organization','alias':['none'],'name':'o'}").id();

    List<Response> answers =
        atOnce(
            n ->
                jsonPatch(
                    "/Organization/" + id,
                    "{'op':'add','path':'/alias/-','value':'a%d'}".formatted(n)));

    assertThat(answers).extracting(Response::status).containsOnly(200);
    assertThat(get("/Organization/" + id).header("ETag")).isEqualTo("W/\"17\"");
    assertThat(get("/Organization/" + id).json().path("alias").valueStream())
        .extracting(a -> a.asString())
        .hasSize(WRITERS + 1)
        .containsAll(IntStream.range(0, WRITERS).mapToObj(n -> "a" + n).toList());
  }

  @Test
  void transactionsOverTheSameResourcesInAnyOrderAllTakeEffect() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String type = i % 2 == 0 ? "Organization" : "Patient";
      String name = i % 2 == 0 ? "" : ",'name':[{'family':'At-once'}]";
      paths.add(
          type
              + "/"
              + post("/" + type, "{'resourceType':'%s','language':'en'%s}".formatted(type, name))
                  .id());
    }

    List<Response> answers =
        atOnce(
            n -> {
              List<String> order = new ArrayList<>(paths);
              Collections.shuffle(order, new Random(n));
              String entries =
                  String.join(",", order.stream().map(path -> identifying(path, n)).toList());
              return post(
                  "",
                  "{'resourceType':'Bundle','type':'transaction','entry':[%s]}".formatted(entries));
            });

    assertThat(answers).extracting(Response::status).containsOnly(200);
    for (String path : paths) {
      assertThat(get("/" + path).header("ETag")).isEqualTo("W/\"17\"");
      assertThat(get("/" + path).json().path("identifier")).hasSize(WRITERS);
    }
  }

  /** A patch that adds an identifier, which is the writer's own. */
  private static String identifying(String path, int writer) {
    String type = path.substring(0, path.indexOf('/'));
    return "{'resource':%s,'request':{'method':'PATCH','url':'%s'}}"
        .formatted(
            parameters(
                operation(
                    "add",
                    type,
                    "name valueString 'identifier'",
                    "value valueIdentifier {'system':'urn:w','value':'%d'}".formatted(writer))),
            path);
  }

  @Test
  void conditionsInAnyOrderDoNotBlockEachOther() {
    List<Response> answers =
        atOnce(
            n -> {
              List<Integer> order = new ArrayList<>(IntStream.range(0, 8).boxed().toList());
              Collections.shuffle(order, new Random(n));
              String entries = String.join(",", order.stream().map(ConcurrencyTest::once).toList());
              return post(
                  "",
                  "{'resourceType':'Bundle','type':'transaction','entry':[%s]}".formatted(entries));
            });

    assertThat(answers).extracting(Response::status).containsOnly(200);
    assertThat(get("/Location?identifier=urn:circle%7C&_count=0").json().path("total").asInt())
        .isEqualTo(8);
  }

  private static String once(int number) {
    return """
        {'resource':{'resourceType':'Location','identifier':[{'system':'urn:circle','value':'%d'}]},
         'request':{'method':'POST','url':'Location','ifNoneExist':'identifier=urn:circle|%d'}}"""
        .formatted(number, number);
  }
}
