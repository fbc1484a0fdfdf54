package dev.vertepath.pathway;

import dev.vertepath.pathway.Operation.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operations in a patient's facts. Procedures of one operation share a root by {@code partOf},
 * else a business identifier; of these the first by reference stands for the operation.
 */
final class Operations {
  private static final List<Status> STRONGEST_FIRST =
      List.of(Status.RUNNING, Status.COMPLETED, Status.STOPPED, Status.PREPARED, Status.NOT_DONE);

  private final List<Operation> all = new ArrayList<>();
  private final List<Withdrawal> withdrawn = new ArrayList<>();
  private final Map<String, ProcedureFact> procedures;

  Operations(PatientFacts facts) {
    procedures =
        facts.procedures().stream()
            .collect(
                Collectors.toMap(p -> p.source().reference(), Function.identity(), (a, b) -> b));
    var groups = new TreeMap<String, List<ProcedureFact>>();
    for (ProcedureFact p : procedures.values()) {
      if (counts(p)) {
        groups.computeIfAbsent(root(p), r -> new ArrayList<>()).add(p);
      }
    }
    joined(groups).forEach(this::add);
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

  /** Joins the groups whose members share an identifier. */
  private static Map<String, List<ProcedureFact>> joined(Map<String, List<ProcedureFact>> groups) {
    var joined = new TreeMap<String, List<ProcedureFact>>();
    groups.forEach(
        (root, members) -> {
          List<String> same =
              joined.entrySet().stream()
                  .filter(e -> shareIdentifier(e.getValue(), members))
                  .map(Map.Entry::getKey)
                  .toList();
          var together = new ArrayList<ProcedureFact>();
          same.forEach(key -> together.addAll(Objects.requireNonNull(joined.remove(key))));
          together.addAll(members);
          joined.put(same.isEmpty() ? root : same.getFirst(), together);
        });
    return joined;
  }

  private static boolean shareIdentifier(List<ProcedureFact> some, List<ProcedureFact> others) {
    return !Collections.disjoint(identifiers(some), identifiers(others));
  }

  private static Set<String> identifiers(List<ProcedureFact> members) {
    return members.stream().flatMap(p -> p.identifiers().stream()).collect(Collectors.toSet());
  }

  private void add(String root, List<ProcedureFact> group) {
    List<ProcedureFact> standing =
        group.stream()
            .filter(p -> status(p) != Status.ENTERED_IN_ERROR)
            .sorted(
                Comparator.comparing((ProcedureFact p) -> !p.source().reference().equals(root))
                    .thenComparing(p -> p.source().reference()))
            .toList();
    ProcedureFact top = procedures.get(root);
    boolean rootInError = top != null && counts(top) && status(top) == Status.ENTERED_IN_ERROR;
    if (standing.isEmpty() || rootInError) {
      withdraw(root, "the procedure was entered in error");
      return;
    }
    Status status = status(root, standing);
    Operation operation = operation(root, standing, status);
    all.add(operation);
    for (ProcedureFact p : group) {
      if (!p.source().reference().equals(root)) {
        withdraw(p.source().reference(), "the procedure is part of " + root);
      }
    }
    if (!operation.completed()) {
      String reason = operation.statusReason();
      withdraw(root, notCompleted(status) + (reason == null ? "" : ": " + reason));
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

  /** The root's own status, else that of the part that is furthest. */
  private static Status status(String root, List<ProcedureFact> standing) {
    ProcedureFact first = standing.getFirst();
    if (first.source().reference().equals(root)) {
      return Objects.requireNonNull(status(first));
    }
    Set<@Nullable Status> found = new HashSet<>();
    standing.forEach(p -> found.add(status(p)));
    return STRONGEST_FIRST.stream().filter(found::contains).findFirst().orElse(Status.NOT_DONE);
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

  private static Operation operation(String root, List<ProcedureFact> standing, Status status) {
    List<ProcedureFact> performed =
        standing.stream()
            .filter(p -> status != Status.COMPLETED || status(p) == Status.COMPLETED)
            .toList();
    Set<Vertebra> levels = EnumSet.noneOf(Vertebra.class);
    performed.forEach(p -> levels.addAll(VertebralLevels.sites(p.bodySites())));
    return new Operation(
        root,
        performed,
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
