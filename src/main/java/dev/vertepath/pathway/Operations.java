package dev.vertepath.pathway;

import dev.vertepath.pathway.Operation.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operations in a patient's facts. Procedures that are {@code partOf} one Procedure are one
 * operation; so are those that share a business identifier or a time, since nobody is operated on
 * twice at once. Of these the first by reference stands for the operation.
 */
final class Operations {
  private final List<Operation> all = new ArrayList<>();
  private final List<Withdrawal> withdrawn = new ArrayList<>();
  private final Map<String, ProcedureFact> procedures = new HashMap<>();

  Operations(PatientFacts facts) {
    facts.procedures().forEach(p -> procedures.put(p.source().reference(), p));
    var parts = new TreeMap<String, List<ProcedureFact>>();
    for (ProcedureFact p : facts.procedures()) {
      if (counts(p)) {
        parts.computeIfAbsent(root(p), r -> new ArrayList<>()).add(p);
      }
    }
    var standing = new ArrayList<Operation>();
    parts.forEach((root, members) -> operation(root, members).ifPresent(standing::add));
    joined(standing).forEach(this::add);
    all.sort(Comparator.comparing(Operation::from).thenComparing(Operation::root));
  }

  static boolean counts(ProcedureFact procedure) {
    return Seed.CODES.is(procedure.codes(), "operation") && status(procedure) != null;
  }

  /** Those that stand, the earliest first. */
  List<Operation> all() {
    return Collections.unmodifiableList(all);
  }

  List<Withdrawal> withdrawn() {
    return withdrawn;
  }

  /** Climbs {@code partOf} to the top; of a circle the first by reference is the top. */
  private String root(ProcedureFact procedure) {
    var seen = new TreeSet<String>();
    String reference = procedure.source().reference();
    while (seen.add(reference)) {
      ProcedureFact known = procedures.get(reference);
      String parent = known == null ? null : known.partOf();
      if (parent == null) {
        return reference;
      }
      reference = parent;
    }
    return seen.first();
  }

  /** The Procedures of one root as one operation; empty when they were entered in error. */
  private Optional<Operation> operation(String root, List<ProcedureFact> parts) {
    List<ProcedureFact> standing =
        parts.stream()
            .filter(p -> status(p) != Status.ENTERED_IN_ERROR)
            .sorted(rootFirst(root))
            .toList();
    boolean rootInError =
        parts.stream().anyMatch(p -> p.source().reference().equals(root) && !standing.contains(p));
    if (standing.isEmpty() || rootInError) {
      withdraw(root, "the procedure was entered in error");
      return Optional.empty();
    }
    ProcedureFact first = standing.getFirst();
    Status status =
        first.source().reference().equals(root)
            ? Objects.requireNonNull(status(first))
            : furthest(standing.stream().map(p -> Objects.requireNonNull(status(p))));
    return Optional.of(operation(root, standing, status));
  }

  private static List<Operation> joined(List<Operation> operations) {
    var joined = new ArrayList<Operation>();
    for (Operation operation : operations) {
      Operation together = operation;
      for (Operation other : List.copyOf(joined)) {
        if (SameOperation.of(other.members(), operation.members())) {
          joined.remove(other);
          together = join(other, together);
        }
      }
      joined.add(together);
    }
    return joined;
  }

  private static Operation join(Operation some, Operation other) {
    String root = some.root().compareTo(other.root()) < 0 ? some.root() : other.root();
    List<ProcedureFact> members =
        Stream.concat(some.members().stream(), other.members().stream())
            .sorted(rootFirst(root))
            .toList();
    return operation(root, members, furthest(Stream.of(some.status(), other.status())));
  }

  private static Comparator<ProcedureFact> rootFirst(String root) {
    return Comparator.comparing((ProcedureFact p) -> !p.source().reference().equals(root))
        .thenComparing(p -> p.source().reference());
  }

  private void add(Operation operation) {
    all.add(operation);
    String root = operation.root();
    for (ProcedureFact p : operation.members()) {
      if (!p.source().reference().equals(root)) {
        withdraw(p.source().reference(), "the procedure is part of " + root);
      }
    }
    if (!operation.completed()) {
      String reason = operation.statusReason();
      withdraw(root, notCompleted(operation.status()) + (reason == null ? "" : ": " + reason));
    }
  }

  private static String notCompleted(Status status) {
    return switch (status) {
      case STOPPED -> "the procedure was stopped";
      case NOT_DONE -> "the procedure was not done";
      default -> "the procedure is not completed";
    };
  }

  private void withdraw(String procedure, String reason) {
    for (String kind : List.of("plan/", "follow-up/", "goal/")) {
      withdrawn.add(new Withdrawal(kind + procedure, reason));
    }
  }

  private static Status furthest(Stream<Status> found) {
    return found.max(Comparator.naturalOrder()).orElseThrow();
  }

  private static @Nullable Status status(ProcedureFact procedure) {
    return switch (procedure.status()) {
      case "preparation" -> Status.PREPARED;
      case "in-progress", "on-hold" -> Status.RUNNING;
      case "not-done" -> Status.NOT_DONE;
      case "stopped" -> Status.STOPPED;
      case "completed" -> Status.COMPLETED;
      case "entered-in-error" -> Status.ENTERED_IN_ERROR;
      default -> null;
    };
  }

  /** Of a completed operation only what was completed counts: a level may have been given up. */
  private static Operation operation(String root, List<ProcedureFact> members, Status status) {
    List<ProcedureFact> performed =
        members.stream()
            .filter(p -> status != Status.COMPLETED || status(p) == Status.COMPLETED)
            .toList();
    Set<Vertebra> levels = EnumSet.noneOf(Vertebra.class);
    performed.forEach(p -> levels.addAll(VertebralLevels.sites(p.bodySites())));
    return new Operation(
        root,
        members,
        status,
        earliest(performed),
        latest(performed),
        Collections.unmodifiableSet(levels),
        union(performed, ProcedureFact::reasons),
        union(performed, ProcedureFact::basedOn));
  }

  private static @Nullable Instant earliest(List<ProcedureFact> members) {
    return members.stream()
        .map(ProcedureFact::start)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static @Nullable Instant latest(List<ProcedureFact> members) {
    return members.stream()
        .map(ProcedureFact::end)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Set<String> union(
      List<ProcedureFact> members, Function<ProcedureFact, Set<String>> references) {
    return members.stream()
        .flatMap(p -> references.apply(p).stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
