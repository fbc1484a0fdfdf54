package dev.vertepath.desk.worklist;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.care.Snooze;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is done to Tasks from the worklist: each a patch of the version that the page showed. */
@ConditionalOnWebApplication
@Component
class TaskActs {

  private final AuditedRecord record;
  private final Clock clock;
  private final ZoneId zone;

  TaskActs(AuditedRecord record, Clock clock, ZoneId zone) {
    this.record = record;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * A Task as the page showed it.
   *
   * @param version that it showed
   */
  record Item(ResourceKey key, long version) {

    /**
     * @param text as in {@code Task/1@3}
     * @throws RecordException INVALID for another text
     */
    static Item of(String text) {
      if (!text.matches("Task/[A-Za-z0-9.-]{1,64}@[1-9]\\d{0,9}")) {
        throw new RecordException(
            Kind.INVALID, "invalid", null, "That is no Task of the worklist: load it again.");
      }
      int at = text.indexOf('@');
      return new Item(
          new ResourceKey("Task", text.substring(5, at)), Long.parseLong(text.substring(at + 1)));
    }
  }

  /**
   * What came of it for a Task that somebody else changed first.
   *
   * @param item as the page has to name it now
   * @param owner whose it is now
   * @param changed when it was changed last
   */
  record Overtaken(String item, String title, @Nullable String owner, OffsetDateTime changed) {}

  /** Who shall have it, as {@code Task.owner}. */
  ObjectNode owner(@Nullable String written) {
    if (written == null) {
      return me();
    }
    ObjectNode owner = Json.MAPPER.createObjectNode();
    if (written.matches("(Practitioner|PractitionerRole|Organization|CareTeam)/[\\w.-]{1,64}")) {
      String[] key = written.split("/");
      StoredResource chosen = record.read(new ResourceKey(key[0], key[1]), null);
      return owner
          .put("reference", written)
          .put("display", RowReader.named(Json.MAPPER.readTree(chosen.body()), written));
    }
    List<StoredResource> known =
        record
            .search(
                "Practitioner",
                "_count=2&name:exact=" + URLEncoder.encode(written, StandardCharsets.UTF_8))
            .matches();
    if (known.size() == 1) {
      owner.put("reference", known.getFirst().key().reference());
    }
    return owner.put("display", written);
  }

  private static ObjectNode me() {
    Caller caller = CurrentCaller.get();
    String me = Worklist.me();
    if (me == null) {
      throw new RecordException(
          Kind.FORBIDDEN,
          "forbidden",
          null,
          caller.kind() == Caller.Kind.LOCAL
              ? "Nobody is logged in here, so nobody is \"me\": write the name of who shall have it."
              : "Your login names no person of the record (claim fhirUser): write a name, or have an administrator say who you are, by create-account with --fhir-user or at the identity provider.");
    }
    return Json.MAPPER.createObjectNode().put("reference", me).put("display", caller.name());
  }

  /**
   * Gives Tasks to the caller.
   *
   * @return those that somebody else was faster with
   * @throws RecordException that says what to do, where the record does not hold who the caller is
   */
  List<Overtaken> take(List<Item> items) {
    ObjectNode me = me();
    try {
      return assign(items, me);
    } catch (RecordException refusal) {
      String person = me.path("reference").asString("");
      throw isInTheRecord(person)
          ? refusal
          : new RecordException(
              Kind.INVALID,
              "not-found",
              null,
              "By your login you are %s, whom the record does not hold: have an administrator store that, by PUT %s, and take the work then."
                  .formatted(person, person));
    }
  }

  private boolean isInTheRecord(String person) {
    try {
      String[] key = person.split("/");
      return key.length == 2 && record.read(new ResourceKey(key[0], key[1]), null) != null;
    } catch (RecordException refusal) {
      return refusal.kind() != Kind.NOT_FOUND && refusal.kind() != Kind.GONE;
    }
  }

  /**
   * Gives Tasks to somebody.
   *
   * @return those that somebody else was faster with
   */
  List<Overtaken> assign(List<Item> items, ObjectNode owner) {
    return each(
        items,
        task -> {
          task.set("owner", owner.deepCopy());
          return task;
        });
  }

  /**
   * Has nobody reminded of Tasks until then.
   *
   * @return those that somebody else was faster with
   */
  List<Overtaken> snooze(List<Item> items, OffsetDateTime until, String reason) {
    String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    Caller caller = CurrentCaller.get();
    return each(
        items,
        task -> {
          ArrayNode extensions = Json.MAPPER.createArrayNode();
          task.path("extension")
              .forEach(
                  one -> {
                    if (!one.path("url").asString("").equals(Snooze.URL)) {
                      extensions.add(one);
                    }
                  });
          extensions
              .addObject()
              .put("url", Snooze.URL)
              .put("valueDateTime", until.truncatedTo(ChronoUnit.SECONDS).toString());
          task.set("extension", extensions);
          ArrayNode notes =
              task.path("note") instanceof ArrayNode known ? known : task.putArray("note");
          ObjectNode note = notes.addObject().put("time", time);
          if (caller.fhirUser() == null) {
            note.put("authorString", caller.name());
          } else {
            note.putObject("authorReference").put("reference", Worklist.me());
          }
          note.put("text", "Snoozed until %s: %s".formatted(until.toLocalDate(), reason));
          return task;
        });
  }

  private List<Overtaken> each(List<Item> items, UnaryOperator<ObjectNode> change) {
    List<Overtaken> overtaken = new ArrayList<>();
    for (Item item : items) {
      try {
        record.apply(new Interaction.Patch(null, item.key(), change, item.version()));
      } catch (RecordException e) {
        if (e.kind() != Kind.PRECONDITION_FAILED) {
          throw e;
        }
        overtaken.add(overtaken(record.read(item.key(), null)));
      }
    }
    return overtaken;
  }

  private Overtaken overtaken(StoredResource now) {
    JsonNode task = Json.MAPPER.readTree(now.body());
    return new Overtaken(
        now.key() + "@" + now.version(),
        task.path("description").asString(now.key().toString()),
        RowReader.owner(task),
        now.lastUpdated().atZone(zone).toOffsetDateTime());
  }
}
