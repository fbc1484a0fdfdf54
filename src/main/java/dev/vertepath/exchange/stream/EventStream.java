package dev.vertepath.exchange.stream;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.GuardedRecord;
import dev.vertepath.exchange.event.Standing;
import dev.vertepath.exchange.outbox.Delivery;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.node.ObjectNode;

/** Writes one stream: by ids, and only what the caller may see at that moment. */
final class EventStream {

  private static final int SOME = 200;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** A token may have expired since: who comes again shows another one. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Outbox outbox;
  private final GuardedRecord record;
  private final Newest numbers;
  private final Clock clock;

  EventStream(Outbox outbox, GuardedRecord record, Newest numbers, Clock clock) {
    this.outbox = outbox;
    this.record = record;
    this.numbers = numbers;
    this.clock = clock;
  }

  /**
   * Writes events as they come, until the time is over, the client leaves or the service ends; or
   * until one comes of which it cannot be found out now whether it is seen: who comes again begins
   * with that one.
   *
   * @param after the number of the last one that the client has
   */
  void write(Caller caller, long after, OutputStream out) throws IOException, InterruptedException {
    Instant end = clock.instant().plus(LONGEST);
    long last = after;
    long newest = after;
    send(out, "retry: 2000\n\n");
    while (numbers.isRunning() && clock.instant().isBefore(end)) {
      List<Delivery> events = outbox.events(Standing.STREAM, last + 1, Long.MAX_VALUE, SOME);
      for (Delivery event : events) {
        if (isSeen(caller, event)) {
          send(out, text(event));
        }
        last = event.number();
      }
      if (events.isEmpty()) {
        // Those up to there are not kept any more, as when their patient was erased.
        last = Math.max(last, newest);
        // Tells proxies and clients that the line is alive, and this side when it is not.
        send(out, ": " + last + "\n\n");
        newest = numbers.await(last, HEARTBEAT);
      }
    }
  }

  private boolean isSeen(Caller caller, Delivery event) throws IOException {
    ResourceKey focus = event.focus();
    if (focus == null) {
      return false;
    }
    var seen = new AtomicBoolean();
    try {
      CurrentCaller.during(
          caller, () -> seen.set(record.read(focus, event.focusVersion()).version() > 0));
    } catch (RecordException e) {
      if (e.kind() == RecordException.Kind.NOT_YET) {
        throw new IOException("What the caller may see cannot be found out now", e);
      }
      seen.set(false);
    }
    return seen.get();
  }

  private static String text(Delivery event) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("topic", event.topic())
        .put("number", event.number())
        .put("focus", String.valueOf(event.focus()))
        .put("state", event.state())
        .put("occurred", event.occurred().toString());
    return "id: %d\nevent: %s\ndata: %s\n\n".formatted(event.number(), event.topic(), data);
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
