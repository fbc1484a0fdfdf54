package dev.vertepath.fhir.operation;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations that are served. */
public final class Operations {

  private static final Set<Level> OF_TYPE = Set.of(Level.TYPE, Level.INSTANCE, Level.VERSION);

  private final List<Operation> all;

  Operations(List<Operation> all) {
    this.all =
        all.stream()
            .sorted(Comparator.comparing((Operation operation) -> operation.signature().name()))
            .toList();
  }

  /** Those of the whole system, by name. */
  public List<Signature> ofSystem() {
    return signatures().filter(s -> s.levels().contains(Level.SYSTEM)).toList();
  }

  /** Those of a type and of its resources, by name. */
  public List<Signature> ofType(String type) {
    return signatures()
        .filter(s -> s.isOf(type) && s.levels().stream().anyMatch(OF_TYPE::contains))
        .toList();
  }

  /**
   * @param type null for the whole system
   * @throws RecordException NOT_FOUND when there is none of this name, INVALID when it is not
   *     called on this level
   */
  public Operation find(String name, Level level, @Nullable String type) {
    List<Operation> named = all.stream().filter(o -> o.signature().name().equals(name)).toList();
    List<Operation> ofType = named.stream().filter(o -> o.signature().isOf(type)).toList();
    if (ofType.isEmpty()) {
      throw new RecordException(Kind.NOT_FOUND, "not-supported", null, none(name, type, named));
    }
    return ofType.stream()
        .filter(o -> o.signature().levels().contains(level))
        .findFirst()
        .orElseThrow(() -> wrongLevel(name, level, ofType));
  }

  private Stream<Signature> signatures() {
    return all.stream().map(Operation::signature);
  }

  private String none(String name, @Nullable String type, List<Operation> named) {
    if (!named.isEmpty()) {
      String types =
          named.stream()
              .flatMap(o -> o.signature().types().stream())
              .sorted()
              .collect(Collectors.joining(", "));
      return "$%s is an operation of %s, not of %s.".formatted(name, types, type);
    }
    List<Signature> there = type == null ? ofSystem() : ofType(type);
    String of = type == null ? "The whole system" : type;
    return "There is no operation $%s here. %s has %s."
        .formatted(
            name,
            of,
            there.isEmpty()
                ? "none; the CapabilityStatement at /metadata names those of the types"
                : there.stream().map(s -> "$" + s.name()).collect(Collectors.joining(", ")));
  }

  private static RecordException wrongLevel(String name, Level level, List<Operation> named) {
    String right =
        named.stream()
            .flatMap(o -> o.signature().levels().stream())
            .distinct()
            .sorted()
            .map(served -> served.of(name))
            .collect(Collectors.joining(", or on "));
    return new RecordException(
        Kind.INVALID,
        "not-supported",
        null,
        "$%s is not called on %s, but on %s.".formatted(name, level.of(name), right));
  }
}
