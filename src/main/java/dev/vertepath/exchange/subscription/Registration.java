package dev.vertepath.exchange.subscription;

import dev.vertepath.access.Access;
import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision.Refused;
import dev.vertepath.access.Permission;
import dev.vertepath.exchange.event.Topic;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.security.SecureRandom;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sets up and ends what is subscribed to, in the transaction that stores the Subscription. One that
 * is {@code off}, or {@code error}, is kept and not served. Every writer learns of it before it
 * stores anything else: see docs/decisions/0035.
 */
final class Registration implements Consequence {

  static final int SECRET_BYTES = 32;

  private final ChannelTable table;
  private final DefinitionReader reader;
  private final Judging judging;
  private final Access access;
  private final Outbox outbox;
  private final SecureRandom random = new SecureRandom();

  Registration(
      ChannelTable table, DefinitionReader reader, Judging judging, Access access, Outbox outbox) {
    this.table = table;
    this.reader = reader;
    this.judging = judging;
    this.access = access;
    this.outbox = outbox;
  }

  @Override
  public void follow(RecordChange change) {
    for (ResourceKey key : change.written()) {
      if (key.type().equals(Channel.TYPE)) {
        StoredResource stored = change.stored(key);
        CurrentCaller.find()
            .ifPresentOrElse(
                caller -> {
                  change.redefine();
                  follow(change, stored, caller);
                },
                () -> forget(change, stored));
      }
    }
  }

  /**
   * What the service wrote itself, it knows: but that it tells nobody any more, all are to know.
   */
  private static void forget(RecordChange change, StoredResource stored) {
    if (Json.MAPPER.readTree(stored.body()).path("status").asString("").equals("off")) {
      change.redefine();
    }
  }

  private void follow(RecordChange change, StoredResource stored, Caller caller) {
    String id = stored.key().id();
    if (stored.deleted()) {
      end(id, "The subscription was deleted.");
      return;
    }
    var body = (ObjectNode) Json.MAPPER.readTree(stored.body());
    String status = body.path("status").asString("");
    // One that tells of a problem of its receiver is served all the same.
    boolean failing =
        status.equals("error") && table.find(id).filter(Channel::isServed).isPresent();
    if (!status.equals("requested") && !status.equals("active") && !failing) {
      end(id, "The subscription was turned off.");
      return;
    }
    Definition definition = reader.read(body);
    requireReadable(definition, caller);
    var secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    table.register(id, definition, caller, secret, change.now());
    outbox.open(Channel.name(id), false);
    if (!status.equals("requested")) {
      body.put("status", "requested").remove("error");
      change.put(stored.key(), body);
    }
  }

  private void end(String id, String why) {
    if (table.end(id, Channel.State.OFF)) {
      outbox.abandon(Channel.name(id), why);
    }
  }

  private void requireReadable(Definition definition, Caller caller) {
    if (definition.topic() == null) {
      judging.rehearse(definition, caller);
      return;
    }
    Topic topic = Topic.ofCode(definition.topic()).orElseThrow();
    for (String type : topic.types()) {
      if (access.decide(caller, Permission.READ, type) instanceof Refused(String why, String no)) {
        throw new RecordException(Kind.FORBIDDEN, "forbidden", "Subscription.criteria", why);
      }
    }
  }
}
