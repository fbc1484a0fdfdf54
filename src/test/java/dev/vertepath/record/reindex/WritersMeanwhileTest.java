package dev.vertepath.record.reindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.reindex.Reindex.Step;
import dev.vertepath.record.store.RecordOnPostgres;
import dev.vertepath.record.store.RecordOnPostgres.Server;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Through two servers, writers create, change, delete and bring back resources while definitions
 * come, change and go: at the end the index holds of each exactly what its current body says.
 */
class WritersMeanwhileTest {

  private static final int ROUNDS = 6;
  private static final int PATIENTS = 300;
  private static final int WRITERS = 4;

  /** By code: type and two expressions in turn. */
  private static final Map<String, List<String>> DEFINITIONS =
      Map.of(
          "c-string", List.of("string", "Patient.contact.name.family", "Patient.contact.name.text"),
          "c-token", List.of("token", "Patient.contact.gender", "Patient.contact.relationship"),
          "c-number", List.of("number", "Patient.multipleBirth", "Patient.multipleBirth.skip(0)"),
          "c-date", List.of("date", "Patient.contact.period", "Patient.contact.period.start"));

  @Test
  void nothingIsLostAndNothingIsLeftBehind() throws Exception {
    try (var store = new RecordOnPostgres(false, Clock.system(ZoneOffset.UTC))) {
      List<Server> servers = List.of(store.server(), store.server());
      servers.getFirst().record().transact(patients());
      var ended = new AtomicBoolean();
      try (ExecutorService pool = Executors.newFixedThreadPool(WRITERS)) {
        List<Future<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          writers.add(pool.submit(writer(servers.get(i % 2).record(), new Random(i), ended)));
        }
        try {
          for (int round = 0; round < ROUNDS; round++) {
            define(servers.get(round % 2).record(), round);
            work(servers.get((round + 1) % 2).reindex());
          }
        } finally {
          ended.set(true);
        }
        for (Future<Integer> writer : writers) {
          assertThat(writer.get()).isPositive();
        }
      }
      Server fresh = store.server();
      compare(store, fresh.record());
    }
  }

  private static void work(Reindex reindex) {
    Step step;
    do {
      step = reindex.step();
    } while (step != Step.IDLE);
  }

  private static List<Interaction> patients() {
    List<Interaction> all = new ArrayList<>();
    var random = new Random(1);
    for (int i = 0; i < PATIENTS; i++) {
      all.add(update(patient("p" + i, random)));
    }
    return all;
  }

  private static Callable<Integer> writer(
      ClinicalRecord record, Random random, AtomicBoolean ended) {
    return () -> {
      int writes = 0;
      while (!ended.get()) {
        var key = new ResourceKey("Patient", "p" + random.nextInt(PATIENTS + 100));
        if (random.nextInt(10) == 0) {
          record.apply(new Interaction.Delete(key, null));
        } else {
          record.apply(update(patient(key.id(), random)));
        }
        writes++;
      }
      return writes;
    };
  }

  /** One definition is missing in each round. */
  private static void define(ClinicalRecord record, int round) {
    List<Interaction> all = new ArrayList<>();
    int number = 0;
    for (var named : new TreeMap<>(DEFINITIONS).entrySet()) {
      String code = named.getKey();
      List<String> definition = named.getValue();
      all.add(
          update(
              RecordOnPostgres.json(
                  ("{'resourceType':'SearchParameter','id':'%s','url':'urn:%s','name':'n',"
                          + "'description':'d','status':'%s','base':['Patient'],'code':'%s',"
                          + "'type':'%s','expression':'%s'}")
                      .formatted(
                          code,
                          code,
                          number++ == round % 4 ? "retired" : "active",
                          code,
                          definition.getFirst(),
                          definition.get(1 + round % 2)))));
    }
    record.transact(all);
  }

  /** What the last round left of the definitions, against what the bodies say. */
  private static void compare(RecordOnPostgres store, ClinicalRecord record) {
    int round = ROUNDS - 1;
    List<String> codes = new TreeMap<>(DEFINITIONS).keySet().stream().toList();
    String retired = codes.get(round % 4);
    List<JsonNode> bodies =
        record.search("Patient", "_count=1000").matches().stream()
            .map(StoredResource::body)
            .map(body -> (JsonNode) Json.MAPPER.readTree(body))
            .toList();
    assertThat(bodies).hasSizeGreaterThan(PATIENTS / 2);
    Map<String, List<String>> byValue = new TreeMap<>();
    for (JsonNode body : bodies) {
      JsonNode contact = body.path("contact").path(0);
      String id = body.path("id").asString();
      put(byValue, "c-string=" + contact.at("/name/text").asString(), id);
      put(byValue, "c-token=" + contact.at("/relationship/0/coding/0/code").asString(), id);
      put(byValue, "c-number=" + body.path("multipleBirthInteger").asString(), id);
      put(byValue, "c-date=" + contact.at("/period/start").asString(), id);
    }
    byValue.keySet().removeIf(query -> query.startsWith(retired));
    byValue.forEach(
        (query, ids) ->
            assertThat(
                    record.search("Patient", query + "&_count=1000").matches().stream()
                        .map(match -> match.key().id()))
                .as(query)
                .containsExactlyInAnyOrderElementsOf(ids));
    long rows =
        store
            .jdbc
            .sql(
                """
                select (select count(*) from search_string s join resource r using (rid) where r.type = 'Patient')
                  + (select count(*) from search_quantity) + (select count(*) from search_date d
                    join resource r using (rid) where r.type = 'Patient')
                """)
            .query(Long.class)
            .single();
    long kinds =
        List.of("c-date", "c-number", "c-string").stream().filter(c -> !c.equals(retired)).count();
    assertThat(rows).as("one row each, and none of %s", retired).isEqualTo(kinds * bodies.size());
  }

  private static void put(Map<String, List<String>> byValue, String query, String id) {
    byValue.computeIfAbsent(query, q -> new ArrayList<>()).add(id);
  }

  private static ObjectNode patient(String id, Random random) {
    return RecordOnPostgres.json(
        ("{'resourceType':'Patient','id':'%s','multipleBirthInteger':%d,'contact':[{"
                + "'name':{'family':'F%d','text':'T%d'},'gender':'%s',"
                + "'relationship':[{'coding':[{'code':'R%d'}]}],'period':{'start':'2026-02-0%d'}}]}")
            .formatted(
                id,
                1 + random.nextInt(5),
                random.nextInt(5),
                random.nextInt(5),
                random.nextBoolean() ? "male" : "female",
                random.nextInt(5),
                1 + random.nextInt(5)));
  }

  private static Interaction update(ObjectNode tree) {
    return new Interaction.Update(
        null,
        new ResourceKey(tree.path("resourceType").asString(), tree.path("id").asString()),
        tree,
        null);
  }
}
