package dev.vertepath.care;

import dev.vertepath.record.Json;
import dev.vertepath.record.StoredResource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a new version of a work item means for those who want to be told.
 *
 * @param state where it stands now: of a case its state, of candidacy the verdict, of a plan its
 *     status, of a red flag the code of what was found, of other work its status
 */
public record Milestone(Kind kind, String state) {

  /** What happened. */
  public enum Kind {
    CASE_STATE_CHANGED,
    CANDIDACY_CHANGED,
    /** Also when it was made. */
    CARE_PLAN_CHANGED,
    RED_FLAG_RAISED,
    /** A Task was given to somebody, snoozed, done, or moved. */
    WORK_ITEM_CHANGED
  }

  /**
   * @param before the version that was there; null for none, or a mark of a deletion
   * @return empty for what is no work item, and for changes that nobody is told of
   */
  public static Optional<Milestone> of(@Nullable StoredResource before, StoredResource after) {
    if (after.deleted() || !ItemKey.isLikely(after.key())) {
      return Optional.empty();
    }
    JsonNode now = Json.MAPPER.readTree(after.body());
    ItemKey item = ItemKey.of(after.key(), now);
    if (item == null) {
      return Optional.empty();
    }
    JsonNode was =
        before == null || before.deleted()
            ? Json.MAPPER.missingNode()
            : Json.MAPPER.readTree(before.body());
    return switch (item.type() + " of " + item.key().replaceFirst("/.*", "")) {
      case "Task of case" ->
          changed(Kind.CASE_STATE_CHANGED, caseState(was), caseState(now))
              .or(() -> handled(was, now));
      case "GuidanceResponse of guidance" ->
          changed(Kind.CANDIDACY_CHANGED, verdict(was), verdict(now));
      case "CarePlan of plan" -> Optional.of(new Milestone(Kind.CARE_PLAN_CHANGED, status(now)));
      case "Flag of red-flag" -> raised(was, now);
      default -> item.type().equals("Task") ? handled(was, now) : Optional.empty();
    };
  }

  /** By people or by what arrived, in anything that a list of work shows. */
  private static Optional<Milestone> handled(JsonNode was, JsonNode now) {
    boolean same =
        Stream.of("status", "owner", "extension", "restriction", "priority")
            .allMatch(element -> was.path(element).equals(now.path(element)));
    return was.isMissingNode() || same
        ? Optional.empty()
        : Optional.of(new Milestone(Kind.WORK_ITEM_CHANGED, status(now)));
  }

  private static Optional<Milestone> changed(Kind kind, String was, String now) {
    return was.equals(now) ? Optional.empty() : Optional.of(new Milestone(kind, now));
  }

  private static Optional<Milestone> raised(JsonNode was, JsonNode now) {
    return status(now).equals("active") && !status(was).equals("active")
        ? Optional.of(
            new Milestone(Kind.RED_FLAG_RAISED, now.at("/code/coding/0/code").asString("")))
        : Optional.empty();
  }

  private static String status(JsonNode body) {
    return body.path("status").asString("");
  }

  private static String caseState(JsonNode task) {
    for (JsonNode coding : ResourceReader.each(task.at("/businessStatus/coding"))) {
      if (coding.path("system").asString("").equals(Systems.CASE_STATE)) {
        return coding.path("code").asString("");
      }
    }
    return "";
  }

  private static String verdict(JsonNode guidance) {
    for (JsonNode parameter : ResourceReader.each(guidance.at("/contained/0/parameter"))) {
      if (parameter.path("name").asString("").equals("verdict")) {
        return parameter.path("valueCode").asString("");
      }
    }
    return "";
  }
}
