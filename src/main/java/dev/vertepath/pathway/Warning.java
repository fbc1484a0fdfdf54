package dev.vertepath.pathway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person should look at; the service refuses nothing that happened.
 *
 * @param code as in {@code ordered-against-verdict}, {@code level-without-fracture}
 * @param text what was found, for a person
 * @param mitigation for an override: by whom and why
 */
public record Warning(
    String key,
    String code,
    Severity severity,
    String text,
    List<Source> implicated,
    @Nullable String mitigation,
    @Nullable String mitigator) {

  /** Codes of {@code detectedissue-severity}. */
  public enum Severity {
    HIGH,
    MODERATE
  }
}
