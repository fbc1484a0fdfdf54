package dev.vertepath.exchange.event;

import dev.vertepath.care.Milestone;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be subscribed to beside resources as such. */
public enum Topic {
  CASE_STATE_CHANGED(
      List.of("Task"), "A case came, or got another state; state: as in Task.businessStatus."),
  CANDIDACY_CHANGED(
      List.of("GuidanceResponse"),
      "A verdict on candidacy came or changed; state: the verdict, as does-not-meet."),
  CARE_PLAN_CHANGED(
      List.of("CarePlan"), "A follow-up plan came or changed; state: CarePlan.status."),
  FOLLOW_UP_DUE(
      List.of("Task", "CommunicationRequest"),
      "The window of a follow-up, a red-flag review or wanted evidence has begun, and it is open;"
          + " state: its code, as early-check."),
  FOLLOW_UP_OVERDUE(
      List.of("Task", "CommunicationRequest"),
      "The window has ended, and it is still open; state: its code."),
  RED_FLAG_RAISED(List.of("Flag"), "A red flag was raised; state: the code of what was found.");

  private static final String CANONICAL = "https://vertepath.dev/fhir/SubscriptionTopic/";

  private final List<String> types;
  private final String description;

  Topic(List<String> types, String description) {
    this.types = types;
    this.description = description;
  }

  /** As in tables and metrics: {@code case-state-changed}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The canonical URL that subscriptions name. */
  public String url() {
    return CANONICAL + code();
  }

  /** What its events have as focus. */
  public List<String> types() {
    return types;
  }

  public String description() {
    return description;
  }

  /** By URL, with or without a version. */
  public static Optional<Topic> ofUrl(String url) {
    String plain = url.replaceFirst("\\|.*", "");
    return Arrays.stream(values()).filter(topic -> topic.url().equals(plain)).findFirst();
  }

  public static Optional<Topic> ofCode(String code) {
    return Arrays.stream(values()).filter(topic -> topic.code().equals(code)).findFirst();
  }

  /** Whether a text means to be the URL of one. */
  public static boolean isLikely(String criteria) {
    return criteria.startsWith(CANONICAL);
  }

  /** The code of its events; of work that changed, only the stream tells. */
  static String code(Milestone.Kind kind) {
    return switch (kind) {
      case CASE_STATE_CHANGED -> CASE_STATE_CHANGED.code();
      case CANDIDACY_CHANGED -> CANDIDACY_CHANGED.code();
      case CARE_PLAN_CHANGED -> CARE_PLAN_CHANGED.code();
      case RED_FLAG_RAISED -> RED_FLAG_RAISED.code();
      case WORK_ITEM_CHANGED -> Event.WORK_ITEM;
    };
  }
}
