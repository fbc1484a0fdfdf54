package dev.vertepath.record.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hashes that stand for values of one parameter, the same when a value is stored and when it is
 * looked for. A value has several, so that each way to ask for it is one look-up.
 *
 * @param param see {@link Hashes#param}
 */
public record Tokens(long param) {

  /** How much of a text the index knows. */
  private static final int LETTERS = 3;

  private static final long ANY = 1;
  private static final long CODE = 2;
  private static final long SYSTEM = 3;
  private static final long PAIR = 4;
  private static final long TEXT = 5;
  private static final long TYPED = 6;
  private static final long BELOW = 7;
  private static final long IDENTIFIER = 8;

  /** Some value. */
  public long any() {
    return Hashes.both(param, ANY);
  }

  /** A code, whatever its system, or a whole URI. */
  public long code(String code) {
    return of(CODE, Hashes.text(code));
  }

  /** Any code of a system. */
  public long system(String system) {
    return of(SYSTEM, Hashes.text(system));
  }

  /**
   * @param system empty for none
   */
  public long pair(@Nullable String system, String code) {
    return of(PAIR, both(system, code));
  }

  /** Adds what a code with its system is looked for by, {@link #any} apart. */
  void coded(@Nullable String system, String code, Collection<Long> hashes) {
    long ofCode = Hashes.text(code);
    long ofSystem = Hashes.text(system == null ? "" : system);
    hashes.add(of(CODE, ofCode));
    hashes.add(of(PAIR, Hashes.both(ofSystem, ofCode)));
    if (system != null && !system.isEmpty()) {
      hashes.add(of(SYSTEM, ofSystem));
    }
  }

  /** A text that begins like this one; its first letters count. */
  public long text(String folded) {
    return of(TEXT, Hashes.text(folded.length() > LETTERS ? folded.substring(0, LETTERS) : folded));
  }

  /** Whether {@link #text} can tell. */
  public static boolean tells(String folded) {
    return folded.length() >= LETTERS;
  }

  /** An identifier of a type, as {@code :of-type} asks for it. */
  public long typed(@Nullable String typeSystem, String typeCode, String value) {
    return of(TYPED, Hashes.both(both(typeSystem, typeCode), Hashes.text(value)));
  }

  /** A URI below this one. */
  public long below(String uri) {
    return of(BELOW, Hashes.text(uri));
  }

  /** A reference with this identifier, whatever its system. */
  public long identifier(String value) {
    return of(IDENTIFIER, Hashes.text(value));
  }

  /** As {@link #identifier(String)}; the system is empty for none. */
  public long identifier(@Nullable String system, String value) {
    return of(IDENTIFIER, both(system, value));
  }

  /** The parameter of what is beside a code in one element, for composites. */
  public Tokens beside(long code) {
    return new Tokens(Hashes.both(param, code));
  }

  private static long both(@Nullable String system, String code) {
    return Hashes.both(Hashes.text(system == null ? "" : system), Hashes.text(code));
  }

  private long of(long form, long value) {
    return Hashes.both(Hashes.both(param, form), value);
  }

  /** The URLs that a URL is below, itself included, the nearest first; of a URN itself alone. */
  public static List<String> above(String uri) {
    List<String> all = new ArrayList<>();
    String at = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    all.add(at);
    int authority = at.indexOf("://");
    for (int end = at.lastIndexOf('/');
        authority > 0 && end > authority + 2;
        end = at.lastIndexOf('/')) {
      at = at.substring(0, end);
      all.add(at);
    }
    return all;
  }
}
