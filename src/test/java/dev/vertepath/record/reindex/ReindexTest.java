package dev.vertepath.record.reindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.ClinicalRecord.IndexProgress;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.reindex.Reindex.Step;
import dev.vertepath.record.store.RecordOnPostgres;
import dev.vertepath.record.store.RecordOnPostgres.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was stored before a search parameter came is gone through for it, and nothing is lost. */
class ReindexTest {

  private static final int PATIENTS = 450;
  private static final ResourceKey DEFINITION = new ResourceKey("SearchParameter", "s");

  private final RecordOnPostgres store = new RecordOnPostgres();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void goesOnWhereAServerStoppedThatIsGone() {
    patients();
    define(store.record, "Patient.contact.name.family");
    assertThat(store.reindex.step()).as("every writer knows it").isEqualTo(Step.DONE);
    assertThat(store.reindex.step()).as("the first batch").isEqualTo(Step.DONE);

    Server next = store.server();
    assertThat(progress(next)).satisfies(p -> assertThat(p.state()).isEqualTo("running"));
    assertThat(progress(next).done()).isEqualTo(200);
    assertThat(progress(next).total()).isEqualTo(PATIENTS);
    assertThatThrownBy(() -> found(next.record(), "custom=brown")).hasMessageContaining("yet");
    next.index();

    assertThat(progress(next).state()).isEqualTo("complete");
    assertThat(progress(next).done()).isEqualTo(PATIENTS);
    assertThat(found(next.record(), "custom=brown")).isEqualTo(PATIENTS);
    assertThat(store.reindex.step()).isEqualTo(Step.IDLE);
    assertThat(found(store.record, "custom=brown")).isEqualTo(PATIENTS);
  }

  @Test
  void aStepThatFailsIsTakenBackAndTakenAgain() {
    patients();
    define(store.record, "Patient.contact.name.family");
    store.reindex.step();
    store.jdbc.sql("alter table search_string rename to elsewhere").update();
    assertThatThrownBy(store.reindex::step).isInstanceOf(RuntimeException.class);
    store.jdbc.sql("alter table elsewhere rename to search_string").update();

    assertThat(progress(store.server()).done()).isZero();
    store.index();
    assertThat(found(store.record, "custom=brown")).isEqualTo(PATIENTS);
  }

  @Test
  void givesWayToAWriterThatHoldsAResource() throws SQLException {
    put(store.record, "p1", "Brown");
    define(store.record, "Patient.contact.name.family");
    try (Connection writer = store.source.getConnection()) {
      writer.setAutoCommit(false);
      try (Statement statement = writer.createStatement()) {
        statement.execute("update resource set body = body");
        assertThat(store.reindex.step()).as("until every writer knows it").isEqualTo(Step.HINDERED);
        writer.rollback();
        assertThat(store.reindex.step()).isEqualTo(Step.DONE);
        statement.execute("select from resource for update");
        assertThat(store.reindex.step()).as("the rows").isEqualTo(Step.HINDERED);
      }
      writer.rollback();
    }
    store.index();

    assertThat(found(store.record, "custom=brown")).isEqualTo(1);
  }

  @Test
  void aServerThatMissedADefinitionIsHeldToItWhenItWrites() {
    put(store.record, "p1", "Brown");
    Server other = store.server();
    define(store.record, "Patient.contact.name.family");
    store.index();

    put(other.record(), "p1", "Green");
    put(other.record(), "p2", "Green");

    assertThat(found(store.record, "custom=brown")).isZero();
    assertThat(found(store.record, "custom=green")).isEqualTo(2);
    assertThat(found(other.record(), "custom=green")).isEqualTo(2);
  }

  @Test
  void aServerThatMissedTheEndOfADefinitionWritesNothingOfItAnyMore() {
    define(store.record, "Patient.contact.name.family");
    store.index();
    Server other = store.server();
    store.record.apply(new Interaction.Delete(DEFINITION, null));
    store.index();

    put(other.record(), "p1", "Green");

    assertThat(store.jdbc.sql("select count(*) from search_string").query(Long.class).single())
        .isZero();
  }

  @Test
  void whoOnlyReadsLearnsOfADefinitionWhenTheServerLooks() {
    put(store.record, "p1", "Brown");
    Server other = store.server();
    define(store.record, "Patient.contact.name.family");
    store.index();
    assertThatThrownBy(() -> found(other.record(), "custom=brown"))
        .hasMessageContaining("no search parameter");

    assertThat(other.reindex().step()).isEqualTo(Step.IDLE);

    assertThat(found(other.record(), "custom=brown")).isEqualTo(1);
  }

  @Test
  void theServicesOwnAreMadeForWhatWasThereBeforeThem() {
    store.put(
        "{'resourceType':'Task','id':'t','status':'requested','intent':'plan',"
            + "'restriction':{'period':{'start':'2026-11-01'}}}");
    store.jdbc.sql("delete from reindex_job").update();
    store.jdbc.sql("delete from search_date").update();

    Server next = store.server();
    assertThat(next.record().indexProgress(null))
        .extracting(IndexProgress::state)
        .containsExactly("waiting", "waiting");
    assertThat(next.record().searchParameters("Task")).noneMatch(p -> p.name().equals("due"));
    next.index();

    assertThat(next.record().search("Task", "due=2026-11").total()).isZero();
    assertThat(next.record().search("Task", "due=ge2026-11").total()).isEqualTo(1);
    assertThat(next.record().searchParameters("Task")).anyMatch(p -> p.name().equals("due"));
  }

  @Test
  void whatCannotBeIndexedIsToldAndTheRestIsIndexed() {
    store.put(
        "{'resourceType':'Patient','id':'odd','contact':[{'period':{'start':'2026-02-30'}}]}");
    store.put("{'resourceType':'Patient','id':'fine','contact':[{'period':{'end':'2026-02-03'}}]}");
    store.put(definition("date", "Patient.contact.period"));
    store.index();

    assertThat(store.ids("Patient", "custom=le2026-02-03")).containsExactly("fine");
    assertThat(progress(store.server()).problem()).contains("Patient/odd").contains("2026-02-30");
    assertThat(store.ids("Patient", "_id=odd")).containsExactly("odd");
  }

  @Test
  void aPageThatIsBeingReadStaysAsItIs() {
    IntStream.range(0, 3).forEach(i -> put(store.record, "p" + i, "Brown"));
    var page = store.record.search("Patient", "gender=male&_count=2");
    String next = Objects.requireNonNull(page.links().next());
    store.put(definition("token", "Patient.contact.gender"));
    store.index();

    assertThat(store.ids("Patient", next.substring(next.indexOf('?') + 1))).containsExactly("p2");
    assertThat(found(store.record, "custom=female")).isEqualTo(3);
  }

  private void patients() {
    List<Interaction> all = new ArrayList<>();
    for (int i = 0; i < PATIENTS; i++) {
      all.add(update(patient("p" + i, "Brown")));
    }
    store.record.transact(all);
  }

  private static IndexProgress progress(Server server) {
    return server.record().indexProgress(DEFINITION).getFirst();
  }

  private static long found(ClinicalRecord record, String query) {
    Long total = record.search("Patient", query + "&_total=accurate").total();
    return total == null ? -1 : total;
  }

  private static void define(ClinicalRecord record, String path) {
    record.apply(update(definition("string", path)));
  }

  private static void put(ClinicalRecord record, String id, String contact) {
    record.apply(update(patient(id, contact)));
  }

  private static String patient(String id, String contact) {
    return ("{'resourceType':'Patient','id':'%s','gender':'male',"
            + "'contact':[{'gender':'female','name':{'family':'%s'}}]}")
        .formatted(id, contact);
  }

  private static String definition(String type, String path) {
    return ("{'resourceType':'SearchParameter','id':'s','url':'https://hospital.example/s','name':'n',"
            + "'description':'d','status':'active','base':['Patient'],'code':'custom','type':'%s',"
            + "'expression':'%s'}")
        .formatted(type, path);
  }

  private static Interaction update(String body) {
    var tree = RecordOnPostgres.json(body);
    return new Interaction.Update(
        null,
        new ResourceKey(tree.path("resourceType").asString(), tree.path("id").asString()),
        tree,
        null);
  }
}
