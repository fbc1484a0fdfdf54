package dev.vertepath.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which resources a request may see, as a condition on the rows of {@code resource}. The record
 * knows no policy: whoever asks brings a sight, and the record keeps to it in all that it finds,
 * counts, includes, follows and names. What is out of sight is as if it were not there.
 *
 * @param given the values that the condition compares with, as columns of one row {@code sight}
 * @param condition in SQL; {@code {r}} stands for a row with {@code rid}, {@code type}, {@code id},
 *     {@code version} and {@code patient}, and {@code (select x from sight)} for what is given as
 *     {@code x}
 * @param adopting as condition: of which resources {@code {r}}, that wait for one by identifier,
 *     the reference may point at what the request stores, which is of the type {@code {to}}
 * @param apart a statement that gives {@code type} and {@code id} of what is out of sight although
 *     the Patient that it belongs to is in sight, Consents and Binaries left out; empty where only
 *     {@code condition} tells
 * @param near where all is that is in sight of some types; null where that may be anywhere
 */
public record Sight(
    List<Given> given, String condition, String adopting, String apart, @Nullable Near near) {

  /** Everything is seen. */
  public static final Sight ALL = new Sight(List.of(), "");

  private static final String ROW = "{r}";
  private static final String TARGET_TYPE = "{to}";

  public Sight {
    given = List.copyOf(given);
  }

  public Sight(List<Given> given, String condition, String adopting) {
    this(given, condition, adopting, "", null);
  }

  /** A sight by which those that wait are adopted that are in sight. */
  public Sight(List<Given> given, String condition) {
    this(given, condition, condition);
  }

  /**
   * A value of a sight.
   *
   * @param name of the column
   * @param type in SQL, as {@code text[]}
   * @param passing whether it changes from one request to the next, and tells nothing of whose
   *     sight it is
   */
  public record Given(String name, String type, Object value, boolean passing) {

    public Given {
      if (passing && !(value instanceof OffsetDateTime)) {
        throw new IllegalArgumentException("Only time passes, and " + name + " is none");
      }
    }

    public Given(String name, String type, Object value) {
      this(name, type, value, false);
    }

    /** Arrays are not compared by what they hold. */
    private Object told() {
      return List.of(name, type, value instanceof Object[] many ? Arrays.asList(many) : value);
    }

    /** The time of asking. */
    public static Given passing(String name, OffsetDateTime value) {
      return new Given(name, "timestamptz", value, true);
    }
  }

  /**
   * Where all is that a condition lets be seen of some types.
   *
   * @param whose tells from others whose it is, of whatever sight it is a part
   * @param patients a statement that gives the {@code patient} of all that belongs to one, each
   *     once
   * @param others a statement that gives {@code type} and {@code id} of all that belongs to none,
   *     each once
   */
  public record Near(String whose, Set<String> types, String patients, String others) {

    /** Nothing is in sight that belongs to no patient. */
    public static final String NO_OTHERS = "select ''::text as type, ''::text as id where false";
  }

  public boolean isAll() {
    return condition.isEmpty();
  }

  /** Whether it tells nothing apart but patients and what bears labels. */
  public boolean tellsByPatients() {
    return !apart.isEmpty();
  }

  /**
   * The condition for the rows of an alias.
   *
   * @return {@code true} where everything is seen
   */
  public String of(String alias) {
    // What the condition cannot tell of, it does not let be seen: neither here nor where it is
    // denied.
    return isAll() ? "true" : "coalesce((" + condition.replace(ROW, alias) + "), false)";
  }

  /**
   * Whether the resource of an alias may point at what is stored.
   *
   * @param type an expression that gives the type of what is stored
   */
  public String adopting(String alias, String type) {
    return "coalesce((%s), false)"
        .formatted(adopting.replace(ROW, alias).replace(TARGET_TYPE, type));
  }

  /** The row {@code sight} as a part of a statement that begins with {@code with}. */
  public String row() {
    return given.stream()
        .map(one -> "?::" + one.type() + " as " + one.name())
        .collect(Collectors.joining(", ", "sight as materialized (select ", ")"));
  }

  /** The arguments of {@link #row}. */
  public List<Object> arguments() {
    return given.stream().map(Given::value).toList();
  }

  /** Of sights that see the same, the one that was made last. */
  public static Sight latest(Collection<Sight> sights) {
    return sights.stream().max(Comparator.comparing(Sight::asked)).orElseThrow();
  }

  private OffsetDateTime asked() {
    return given.stream()
        .filter(Given::passing)
        .map(one -> (OffsetDateTime) one.value())
        .max(Comparator.naturalOrder())
        .orElse(OffsetDateTime.MIN);
  }

  /** What sights have in common that see the same at the same time. */
  public Whose whose() {
    return new Whose(
        condition, given.stream().filter(one -> !one.passing()).map(Given::told).toList());
  }

  /** All that makes a sight but the time of asking. */
  public record Whose(String condition, List<Object> given) {}

  /** Tells sights apart: a cursor that was given to one is of no use to another. */
  public String fingerprint() {
    if (isAll()) {
      return "";
    }
    String all =
        given.stream()
            .filter(one -> !one.passing())
            .map(one -> one.value() instanceof Object[] many ? List.of(many) : one.value())
            .map(Object::toString)
            .collect(Collectors.joining("\n", condition + "\n", ""));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
