package dev.vertepath.desk.integration;

import dev.vertepath.access.CurrentCaller;
import dev.vertepath.record.Sight;
import dev.vertepath.record.Sight.Given;
import java.util.ArrayList;
import java.util.List;

/** What is on its way to others, as a statement within the sight of who asks. */
final class Outgoing {

  /**
   * Channels that are in sight: those of Subscriptions that are, and for who belongs to no
   * organization also what no Subscription asked for, or one that is there no more.
   */
  private static final String SEEN =
      """
      with %1$s,
      channels as materialized (
        select v.channel, v.failures, v.paused_until, v.problem, v.failed, v.failure, v.open
        from receiver v left join resource r
          on r.type = 'Subscription' and r.id = substr(v.channel, 14)
            and v.channel like 'Subscription/%%' and not r.deleted
        where v.channel <> 'stream'
          and case when r.rid is null then (select desk_whole from sight) else %2$s end
      ),
      letters as (
        select d.*, c.paused_until, c.problem as of_receiver,
          case when d.status <> 'waiting' then d.status
            when d.attempts > 0 or c.failures > 0 then 'delayed' else 'waiting' end as fares
        from delivery d join channels c on c.channel = d.channel
        where d.status in ('waiting', 'dead', 'dropped')
      )
      """;

  private final Sight sight;
  private final List<Given> given;

  Outgoing(Sight sight) {
    this.sight = sight;
    this.given = new ArrayList<>(sight.given());
    give("whole", "boolean", CurrentCaller.get().organization() == null);
  }

  void give(String name, String type, Object value) {
    given.add(new Given("desk_" + name, type, value));
  }

  /** The statement, in which {@code channels} and {@code letters} are tables. */
  String text(String select) {
    return SEEN.formatted(new Sight(given, "true").row(), sight.of("r")) + select;
  }

  List<Object> arguments() {
    return new Sight(given, "true").arguments();
  }
}
