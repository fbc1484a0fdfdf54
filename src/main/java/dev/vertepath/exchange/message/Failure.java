package dev.vertepath.exchange.message;

import dev.vertepath.record.RecordException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why nothing of a message is in the record. */
record Failure(RecordException why) {

  /** For people, a line for each problem. */
  String reason() {
    return PlainText.lines(
        why.problems().stream()
            .map(
                p ->
                    p.expression() == null
                        ? p.diagnostics()
                        : p.expression() + ": " + p.diagnostics())
            .collect(Collectors.joining("\n")));
  }

  /** Whether what stood in the way may be gone when the message comes again. */
  boolean isPassing() {
    return switch (why.kind()) {
      case NOT_YET -> true;
      case CONFLICT -> why.problems().stream().allMatch(p -> p.code().equals("conflict"));
      case UNPROCESSABLE, PRECONDITION_FAILED ->
          why.problems().stream()
              .allMatch(p -> p.code().equals("not-found") && !isWithinHeader(p.expression()));
      default -> false;
    };
  }

  private static boolean isWithinHeader(@Nullable String place) {
    return place != null && place.startsWith("Bundle.entry[0].");
  }
}
