package dev.vertepath.demo;

import dev.vertepath.access.Caller;
import dev.vertepath.access.Role;
import dev.vertepath.access.Scope;
import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.access.audit.InnerDoor;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Json;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the players do what they do: through the record that serves callers, each as himself, at
 * the time that is played.
 */
final class Stage {

  private static final String WORK_ITEM = "https://vertepath.dev/fhir/work-item";

  private final AuditedRecord record;
  private final InnerDoor door;
  private final PlayedTime time;
  private final Interfaces interfaces;
  private final Map<String, Caller> callers = new HashMap<>();

  Stage(AuditedRecord record, InnerDoor door, PlayedTime time, Interfaces interfaces) {
    this.record = record;
    this.door = door;
    this.time = time;
    this.interfaces = interfaces;
  }

  void play(Step step, Known known) {
    during(step.at(), caller(step.by(), known), () -> step.play().play(this, known));
  }

  void during(Instant at, Caller caller, Runnable work) {
    time.at(at, () -> door.during(caller, work));
  }

  private Caller caller(Player player, Known known) {
    return callers.computeIfAbsent(
        player.key(),
        key ->
            new Caller(
                player.isSystem() ? Caller.Kind.SYSTEM : Caller.Kind.PERSON,
                key,
                player.name(),
                player.isSystem() ? null : known.reference(player.practitioner()),
                player.isSystem() ? key : "demonstration",
                Set.of(player.role()),
                known.reference(player.hospital().organization()),
                List.of(scope(player.isSystem() ? "system/*.cruds" : "user/*.cruds")),
                null,
                player.isSystem() ? null : "TREAT"));
  }

  /** The demonstration itself, which belongs to no hospital. */
  static Caller demonstration() {
    return new Caller(
        Caller.Kind.SYSTEM,
        "demonstration",
        "Demonstration",
        null,
        "demonstration",
        Set.of(Role.INTEGRATION_SYSTEM),
        null,
        List.of(scope("system/*.cruds")),
        null,
        null);
  }

  private static Scope scope(String word) {
    return Scope.parse(word).orElseThrow();
  }

  /** Stores what is new in one transaction; what bears an identifier is stored once. */
  void send(List<Form> forms, Known known) {
    List<Interaction> creates = new ArrayList<>();
    for (Form form : forms) {
      ObjectNode body = known.filled(form.body());
      creates.add(new Interaction.Create(Known.urn(form.name()), body, condition(body)));
    }
    List<Outcome> outcomes = record.transact(creates);
    for (int i = 0; i < outcomes.size(); i++) {
      StoredResource stored =
          switch (outcomes.get(i)) {
            case Outcome.Created(StoredResource created) -> created;
            case Outcome.Unchanged(StoredResource there) -> there;
            case Outcome other -> throw new IllegalStateException("Not stored: " + other);
          };
      known.put(forms.get(i).name(), stored.key().reference());
    }
  }

  /** Stores what is new as a message of the player's system says it. */
  void message(Player by, String id, String event, Instant at, List<Form> forms, Known known) {
    interfaces.fhir(by, id, event, at, forms, known);
    for (Form form : forms) {
      ObjectNode body = known.filled(form.body());
      List<StoredResource> found =
          record.search(body.path("resourceType").asString(), condition(body)).matches();
      if (found.size() != 1) {
        throw new IllegalStateException("The message %s has not come in".formatted(id));
      }
      known.put(form.name(), found.getFirst().key().reference());
    }
  }

  Interfaces interfaces() {
    return interfaces;
  }

  /** Stores what bears no identifier. */
  void create(Form form) {
    record.apply(new Interaction.Create(null, form.body(), null));
  }

  /** Puts an answer on its way to the player. */
  void answer(String url, Player to) {
    record.atOnce(
        () -> {
          interfaces.answer(url, to.key());
          return url;
        });
  }

  /** Opens the patient's record in spite of what may hide it. */
  long open(Known known, String reason) {
    String patient = known.reference("patient");
    return interfaces.open(patient.substring(patient.indexOf('/') + 1), reason);
  }

  private static String condition(ObjectNode body) {
    var identifier = body.path("identifier").path(0);
    return "identifier="
        + encoded(identifier.path("system").asString() + "|" + identifier.path("value").asString());
  }

  /** Changes what is known under the name, as whoever read this version. */
  void change(String name, Known known, Consumer<ObjectNode> change) {
    String reference = known.reference(name);
    int slash = reference.indexOf('/');
    update(
        record.read(
            new ResourceKey(reference.substring(0, slash), reference.substring(slash + 1)), null),
        known,
        change);
  }

  /**
   * Changes a Task of the service, after it was looked for.
   *
   * @param key of the work item, with names in it
   */
  void act(String key, Known known, Consumer<ObjectNode> change) {
    String query = "identifier=" + encoded(WORK_ITEM + "|" + known.filled(key));
    List<StoredResource> found = record.search("Task", query).matches();
    if (found.size() != 1) {
      throw new IllegalStateException("There is no one Task " + key + ": " + found.size());
    }
    update(found.getFirst(), known, change);
  }

  private void update(StoredResource read, Known known, Consumer<ObjectNode> change) {
    var body = (ObjectNode) Json.MAPPER.readTree(read.body());
    change.accept(body);
    record.apply(new Interaction.Update(null, read.key(), known.filled(body), read.version()));
  }

  /** Looks at all that is known of the patient. */
  void look(Known known) {
    String patient = known.reference("patient");
    record.everything(patient.substring(patient.indexOf('/') + 1), "_count=100");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
