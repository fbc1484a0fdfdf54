package dev.vertepath.record.store;

import dev.vertepath.record.PatientQuestion;
import dev.vertepath.record.ResourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcOperations;

/** What one request knows of its patients beside the record. */
final class Answers {

  private final JdbcOperations operations;
  private final List<PatientQuestion> questions;
  private final Set<String> asked = new HashSet<>();
  private final Map<PatientQuestion, Set<String>> so = new HashMap<>();

  Answers(JdbcOperations operations, List<PatientQuestion> questions) {
    this.operations = operations;
    this.questions = questions;
  }

  /**
   * Asks of those who were not asked of, when the round trip is made: they must be locked by then.
   *
   * @param fresh what nobody has known before, so that nothing can be so of it
   */
  void ask(Collection<String> patients, Set<ResourceKey> fresh, RoundTrip trip) {
    Set<String> unknown = new LinkedHashSet<>(patients);
    unknown.removeAll(asked);
    asked.addAll(unknown);
    unknown.removeIf(id -> fresh.contains(new ResourceKey("Patient", id)));
    if (!unknown.isEmpty()) {
      for (PatientQuestion question : questions) {
        Set<String> found = so.computeIfAbsent(question, q -> new HashSet<>());
        trip.add(
            question.sql(),
            List.of((Object) unknown.toArray(String[]::new)),
            row -> found.add(row.getString(1)));
      }
    }
  }

  boolean isSo(PatientQuestion question, String patient) {
    if (!questions.contains(question)) {
      throw new IllegalArgumentException("No consequence said that it would ask: " + question);
    }
    if (!asked.contains(patient)) {
      var trip = new RoundTrip(operations);
      ask(List.of(patient), Set.of(), trip);
      trip.send();
    }
    return so.getOrDefault(question, Set.of()).contains(patient);
  }
}
