package dev.vertepath.exchange;

import dev.vertepath.exchange.event.EventTable;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.exchange.subscription.Subscriptions;
import dev.vertepath.record.Erasing;
import dev.vertepath.record.ResourceKey;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes away what notifications, sent or not, tell of a patient. */
@Component
public final class NotificationErasure implements Erasing {

  private final JdbcClient jdbc;
  private final EventTable events;
  private final Outbox outbox;
  private final Subscriptions subscriptions;

  NotificationErasure(
      JdbcClient jdbc, EventTable events, Outbox outbox, Subscriptions subscriptions) {
    this.jdbc = jdbc;
    this.events = events;
    this.outbox = outbox;
    this.subscriptions = subscriptions;
  }

  @Override
  public String what() {
    return "notifications";
  }

  @Override
  public int erase(String patient) {
    int told = jdbc.sql("delete from follow_up_told where patient = ?").param(patient).update();
    return told + events.erase(patient) + outbox.erase(patient) + subscriptions.erase(patient);
  }

  @Override
  public int erase(Collection<ResourceKey> going) {
    List<ResourceKey> own =
        going.stream().filter(key -> key.type().equals("Subscription")).toList();
    return own.isEmpty()
        ? 0
        : outbox.erase(own.stream().map(ResourceKey::reference).toList())
            + subscriptions.erase(own.stream().map(ResourceKey::id).toList());
  }
}
