package dev.vertepath.desk.worklist;

import dev.vertepath.desk.frame.LocalPath;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The forms of the worklist, which work on the rows that are checked, or on the one row of a
 * button.
 */
@ConditionalOnWebApplication
@Controller
class TaskForms {

  private static final int LONGEST = 500;

  /** Longer than that, work is not snoozed but rescheduled. */
  private static final int MOST_DAYS = 90;

  private final TaskActs acts;
  private final Clock clock;
  private final ZoneId zone;

  TaskForms(TaskActs acts, Clock clock, ZoneId zone) {
    this.acts = acts;
    this.clock = clock;
    this.zone = zone;
  }

  @PostMapping("/desk/tasks/take")
  String take(
      @RequestParam(defaultValue = "") List<String> item,
      @RequestParam(required = false) @Nullable String one,
      @RequestParam(defaultValue = "/") String back,
      HttpServletResponse response,
      Model model) {
    return done(acts.take(items(item, one)), "assign", back, null, response, model);
  }

  @PostMapping("/desk/tasks/assign")
  String assign(
      @RequestParam(defaultValue = "") List<String> item,
      @RequestParam(required = false) @Nullable String one,
      @RequestParam(defaultValue = "") String owner,
      @RequestParam(defaultValue = "/") String back,
      HttpServletResponse response,
      Model model) {
    String name = text(owner, "who shall have it");
    return done(
        acts.assign(items(item, one), acts.owner(name)), "assign", back, name, response, model);
  }

  @PostMapping("/desk/tasks/snooze")
  String snooze(
      @RequestParam(defaultValue = "") List<String> item,
      @RequestParam(required = false) @Nullable String one,
      @RequestParam(defaultValue = "") String until,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "/") String back,
      HttpServletResponse response,
      Model model) {
    LocalDate day = day(until);
    String why = text(reason, "why");
    return done(
        acts.snooze(items(item, one), day.atStartOfDay(zone).toOffsetDateTime(), why),
        "snooze",
        back,
        null,
        response,
        model);
  }

  private static List<TaskActs.Item> items(List<String> checked, @Nullable String one) {
    List<String> all = one == null ? checked : List.of(one);
    if (all.isEmpty()) {
      throw refused("Nothing is chosen: check the rows that you mean.");
    }
    return all.stream().map(TaskActs.Item::of).toList();
  }

  private static String text(String written, String what) {
    String text = written.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      throw refused("Write %s, in 1 to %d characters.".formatted(what, LONGEST));
    }
    return text;
  }

  private LocalDate day(String until) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    try {
      LocalDate day = LocalDate.parse(until.strip());
      if (day.isAfter(today) && !day.isAfter(today.plusDays(MOST_DAYS))) {
        return day;
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw refused(
        "Give the day to be reminded on, from tomorrow to %s, as %s."
            .formatted(today.plusDays(MOST_DAYS), today.plusDays(1)));
  }

  private static RecordException refused(String sentence) {
    return new RecordException(Kind.INVALID, "invalid", null, sentence);
  }

  private static String done(
      List<TaskActs.Overtaken> overtaken,
      String act,
      String back,
      @Nullable String owner,
      HttpServletResponse response,
      Model model) {
    String path = LocalPath.of(back);
    if (overtaken.isEmpty()) {
      return "redirect:" + path + (path.contains("?") ? "&" : "?") + "done=" + act;
    }
    response.setStatus(HttpServletResponse.SC_CONFLICT);
    model.addAttribute("overtaken", overtaken);
    model.addAttribute("back", path);
    model.addAttribute("owner", owner);
    return "worklist/overtaken";
  }
}
