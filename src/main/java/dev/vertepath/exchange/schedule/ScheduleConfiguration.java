package dev.vertepath.exchange.schedule;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.vertepath.access.audit.Sweeps;
import dev.vertepath.exchange.event.EventTable;
import dev.vertepath.exchange.event.Interests;
import dev.vertepath.exchange.ledger.MessageRetention;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.record.ClinicalRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** When what is done. */
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

  /** The day has begun; scores that were taken on its last day of use are of no use any more. */
  private static final LocalTime JUDGED = LocalTime.of(0, 5);

  private static final LocalTime SWEPT = LocalTime.of(3, 30);
  private static final Duration FOLLOW_UPS = Duration.ofSeconds(30);
  private static final Duration GIVING_UP = Duration.ofMinutes(5);

  @Bean
  FollowUpTimes followUpTimes(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Interests interests,
      EventTable events,
      Outbox outbox,
      Clock clock) {
    return new FollowUpTimes(
        jdbc,
        new TransactionTemplate(transactions),
        interests,
        events,
        outbox::wakeAfterCommit,
        clock);
  }

  @Bean
  PassingTime passingTime(JdbcClient jdbc, ClinicalRecord record) {
    return new PassingTime(jdbc, record);
  }

  @Bean
  Sweep sweep(
      MessageRetention messages,
      Outbox outbox,
      Sweeps audit,
      PlatformTransactionManager transactions,
      Clock clock) {
    return new Sweep(messages, outbox, audit, new TransactionTemplate(transactions), clock);
  }

  @Bean
  @ConditionalOnWebApplication
  Clockwork clockwork(
      DataSource source,
      FollowUpTimes followUps,
      PassingTime time,
      Outbox outbox,
      Sweep sweep,
      ZoneId zone,
      Environment environment) {
    KeptFor events = KeptFor.of(environment, "vertepath.events-kept", "P30D");
    KeptFor messages = KeptFor.of(environment, "vertepath.messages-kept", "P365D");
    return new Clockwork(
        source,
        List.of(
            task("follow-ups", Schedules.fixedDelay(FOLLOW_UPS), followUps::tell),
            task("open-cases", Schedules.daily(zone, JUDGED), time::judge),
            task("deliveries-given-up", Schedules.fixedDelay(GIVING_UP), outbox::giveUp),
            task("deliveries-kept", Schedules.daily(zone, SWEPT), () -> sweep.delivered(events)),
            task(
                "messages-kept",
                Schedules.daily(zone, SWEPT),
                () -> {
                  sweep.messages(messages);
                  sweep.dead(messages);
                })));
  }

  private static RecurringTask<?> task(String name, Schedule schedule, Runnable work) {
    return Tasks.recurring(name, schedule).execute((instance, context) -> work.run());
  }
}
