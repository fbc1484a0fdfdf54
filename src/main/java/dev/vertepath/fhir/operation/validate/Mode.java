package dev.vertepath.fhir.operation.validate;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a resource is validated for (R4 valueset-resource-validation-mode.html). */
enum Mode {
  /** Whether it is sound, in itself. */
  GENERAL,
  /** Whether it would be stored as a new one. */
  CREATE,
  /** Whether it would be stored as a new version of a resource. */
  UPDATE,
  /** Whether a resource could be deleted. */
  DELETE,
  /** Whether a stored resource is sound by a profile. */
  PROFILE;

  /**
   * @param code of the parameter {@code mode}; empty for the general one
   * @throws RecordException UNPROCESSABLE for another code
   */
  static Mode of(Optional<String> code, @Nullable String place) {
    if (code.isEmpty()) {
      return GENERAL;
    }
    return Arrays.stream(values())
        .filter(mode -> mode != GENERAL && mode.code().equals(code.get()))
        .findFirst()
        .orElseThrow(() -> unknown(code.get(), place));
  }

  private String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static RecordException unknown(String code, @Nullable String place) {
    String known =
        Arrays.stream(values())
            .filter(mode -> mode != GENERAL)
            .map(Mode::code)
            .collect(Collectors.joining(", "));
    return new RecordException(
        Kind.UNPROCESSABLE,
        "code-invalid",
        place,
        "'%s' is no mode of $validate: they are %s.".formatted(code, known));
  }
}
