package dev.vertepath.pathway;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the codes of SNOMED CT, LOINC, ICD-10 and CPT in a text: those beside the URI of their
 * system, as JSON, XML, TSV, Java and URLs write them, and bare words that look like one.
 */
final class CodeScanner {
  static final Set<String> SYSTEMS =
      Set.of(Given.SNOMED, Given.LOINC, Given.ICD, Given.PCS, Given.CPT);

  private static final Pattern CODE_ELEMENT =
      Pattern.compile("\\bcode\\\\?[\"']\\s*:\\s*\\\\?[\"']([^\"'\\\\]+)");
  private static final Pattern BESIDE =
      Pattern.compile(
          "^(?:\\\\?[\"']\\s*,\\s*\\\\?[\"']([^\"'\\\\]+)\\\\?[\"'](?!\\s*:)"
              + "|[\"']\\s*/>\\s*(?:<version [^>]*>\\s*)?<code value=[\"']([^\"']+)"
              + "|(?:\\||%7C|\\t)([\\w.-]+))");

  private record Bare(String system, Pattern pattern, Predicate<String> looksLikeOne) {}

  private static final List<Bare> BARE =
      List.of(
          // The two digits before the check digit are 00 or 10 in every concept.
          new Bare(
              Given.SNOMED,
              Pattern.compile("(?<![\\w.%/-])\\d{3,15}(?:00|10)\\d(?![\\w.-])"),
              CheckDigit::snomed),
          new Bare(
              Given.LOINC,
              Pattern.compile("(?<![\\w.:/-])\\d{3,7}-\\d(?![\\w.:-])"),
              CheckDigit::loinc),
          new Bare(
              Given.ICD,
              Pattern.compile("(?<![\\w./-])[A-TV-Z]\\d[0-9A-Z]\\.[0-9A-Z]{1,4}(?!\\w)"),
              code -> true),
          new Bare(
              Given.PCS,
              Pattern.compile("(?<!\\w)0[0-9A-HJ-NP-Z]{6}(?!\\w)"),
              code -> code.matches(".*[A-Z].*")),
          new Bare(Given.CPT, Pattern.compile("(?<![\\w.-])225\\d\\d(?![\\w.-])"), code -> true));

  private final Set<Code> known;
  private final Set<String> stems;

  CodeScanner(Set<Code> known) {
    this.known = known;
    this.stems =
        known.stream()
            .filter(code -> code.system().equals(Given.ICD))
            .flatMap(code -> stems(code.code()).stream())
            .collect(Collectors.toSet());
  }

  /** Prose may name a stem: all that begins a code. */
  private static Set<String> stems(String code) {
    Set<String> stems = new LinkedHashSet<>();
    for (int end = 3; end <= code.length(); end++) {
      stems.add(code.substring(0, end));
    }
    return stems;
  }

  /** The codes in the text that are not known, in the order in which they stand there. */
  Set<Code> unknown(String text) {
    Set<Code> unknown = new LinkedHashSet<>();
    for (String system : SYSTEMS) {
      for (int at = text.indexOf(system); at >= 0; at = text.indexOf(system, at + 1)) {
        codesOf(text, at, at + system.length()).stream()
            .map(code -> new Code(system, code))
            .filter(code -> !known.contains(code))
            .forEach(unknown::add);
      }
    }
    for (Bare bare : BARE) {
      bare.pattern()
          .matcher(text)
          .results()
          .map(MatchResult::group)
          .filter(bare.looksLikeOne())
          .filter(code -> !bare.system().equals(Given.ICD) || !stems.contains(code))
          .map(code -> new Code(bare.system(), code))
          .filter(code -> !known.contains(code))
          .forEach(unknown::add);
    }
    return unknown;
  }

  private static List<String> codesOf(String text, int start, int end) {
    var codes = new ArrayList<String>();
    var beside = BESIDE.matcher(text.substring(end, Math.min(text.length(), end + 200)));
    if (beside.find()) {
      for (int group = 1; group <= beside.groupCount(); group++) {
        if (beside.group(group) != null) {
          codes.add(beside.group(group));
        }
      }
    }
    if (text.substring(Math.max(0, start - 30), start).matches("(?s).*\\bsystem\\W+$")) {
      CODE_ELEMENT.matcher(object(text, start)).results().forEach(m -> codes.add(m.group(1)));
    }
    return codes.stream().filter(code -> !isPlace(code)).distinct().toList();
  }

  /** A place that a program fills, as {@code %s}, or another system. */
  private static boolean isPlace(String text) {
    return text.startsWith("%") || text.startsWith("$") || SYSTEMS.contains(text);
  }

  /** The innermost JSON object around a place, with all that is nested in it. */
  private static String object(String text, int place) {
    int start = place;
    for (int depth = 0; start > 0 && depth <= 0; start--) {
      char c = text.charAt(start - 1);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    int end = place;
    for (int depth = 0; end < text.length() && depth >= 0; end++) {
      char c = text.charAt(end);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return text.substring(start, end);
  }
}
