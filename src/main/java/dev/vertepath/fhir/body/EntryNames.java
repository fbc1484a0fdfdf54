package dev.vertepath.fhir.body;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Lets every problem of a bundle say in words which entry it is about. */
public final class EntryNames {

  private static final Pattern PLACE = Pattern.compile("Bundle\\.entry\\[(\\d{1,9})]");

  private EntryNames() {}

  /** The same problems, each with the index and the fullUrl of its entry in its diagnostics. */
  public static RecordException in(JsonNode bundle, RecordException problems) {
    return problems.with(problem -> named(bundle, problem));
  }

  private static Problem named(JsonNode bundle, Problem problem) {
    String expression = problem.expression();
    Matcher place = PLACE.matcher(expression == null ? "" : expression);
    if (!place.lookingAt()) {
      return problem;
    }
    String text = problem.diagnostics();
    int index = Integer.parseInt(place.group(1));
    String fullUrl = bundle.path("entry").path(index).path("fullUrl").asString("");
    if (fullUrl.isEmpty()) {
      return text.contains(place.group())
          ? problem
          : new Problem(problem.code(), expression, text + " (" + place.group() + ")");
    }
    return new Problem(
        problem.code(), expression, "%s (%s, %s)".formatted(text, place.group(), fullUrl));
  }
}
