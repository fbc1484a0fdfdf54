package dev.vertepath.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A scope for resources of FHIR (SMART App Launch 2.2, "Scopes for requesting FHIR resources"), as
 * {@code user/Observation.rs?category=laboratory}.
 *
 * @param type null for all
 * @param query search parameters that the resources must meet, still encoded
 */
public record Scope(
    Context context, @Nullable String type, Set<Permission> permissions, @Nullable String query) {

  /** Whose resources. */
  public enum Context {
    /** Those of the one patient that the access was opened for. */
    PATIENT,
    /** Those that the user may see. */
    USER,
    /** Those that the system may see, without a user. */
    SYSTEM;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern FORM =
      Pattern.compile("(patient|user|system)/(\\*|[A-Z][A-Za-z]*)\\.([^?]*)(?:\\?(.+))?");

  private static final Pattern LETTERS = Pattern.compile("(?=.)c?r?u?d?s?");

  public Scope {
    permissions = Collections.unmodifiableSet(EnumSet.copyOf(permissions));
  }

  /**
   * Reads one word of a token's {@code scope}.
   *
   * @return empty for a scope of something else, as {@code openid} or {@code launch/patient}
   * @throws IllegalArgumentException that says what is wrong, for one that means to be of FHIR
   */
  public static Optional<Scope> parse(String word) {
    if (!isOfFhir(word)) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(word);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no scope: it is written as patient/Observation.rs, user/*.cruds or system/Patient.r?birthdate=gt2000."
              .formatted(word));
    }
    String type = form.group(2);
    return Optional.of(
        new Scope(
            Context.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
            type.equals("*") ? null : type,
            permissions(word, form.group(3)),
            form.group(4)));
  }

  private static boolean isOfFhir(String word) {
    return word.startsWith("patient/") || word.startsWith("user/") || word.startsWith("system/");
  }

  private static Set<Permission> permissions(String word, String letters) {
    return switch (letters) {
      // The forms of SMART 1 (SMART App Launch 2.2, "Scopes for requesting", v1).
      case "read" -> EnumSet.of(Permission.READ, Permission.SEARCH);
      case "write" -> EnumSet.of(Permission.CREATE, Permission.UPDATE, Permission.DELETE);
      case "*" -> EnumSet.allOf(Permission.class);
      default -> ofLetters(word, letters);
    };
  }

  private static Set<Permission> ofLetters(String word, String letters) {
    if (!LETTERS.matcher(letters).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no scope: after the dot come letters of cruds in this order, or read, write or *."
              .formatted(word));
    }
    Set<Permission> all = EnumSet.noneOf(Permission.class);
    for (Permission permission : Permission.values()) {
      if (letters.indexOf(permission.letter()) >= 0) {
        all.add(permission);
      }
    }
    return all;
  }

  /** Whether it is of this type and allows this, for some resources at least. */
  public boolean allows(Permission permission, String ofType) {
    return permissions.contains(permission) && (type == null || type.equals(ofType));
  }

  /** As in tokens. */
  @Override
  public String toString() {
    String letters =
        permissions.stream().map(p -> String.valueOf(p.letter())).collect(Collectors.joining());
    return "%s/%s.%s%s"
        .formatted(
            context.code(), type == null ? "*" : type, letters, query == null ? "" : "?" + query);
  }
}
