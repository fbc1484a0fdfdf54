package dev.vertepath.program;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** Hospitals that send one transaction after the other until the program is gone. */
final class Writers {

  /** A patient and three observations. */
  static final int RESOURCES = 4;

  private static final int WRITERS = 4;
  private static final JsonMapper JSON = new JsonMapper();

  private final RunningProgram program;
  private final AtomicInteger next = new AtomicInteger();
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();

  Writers(RunningProgram program) {
    this.program = program;
  }

  void start() {
    for (int i = 0; i < WRITERS; i++) {
      threads.add(Thread.ofVirtual().start(this::write));
    }
  }

  private void write() {
    try {
      while (true) {
        int unit = next.getAndIncrement();
        if (send(program, unit) == 200) {
          acknowledged.add(unit);
        }
      }
    } catch (IOException gone) {
      // The program died: what was under way is unanswered.
    }
  }

  /** Waits until each has noticed that nobody answers. */
  void stop() {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  Set<Integer> acknowledged() {
    return acknowledged;
  }

  int sent() {
    return next.get();
  }

  static int send(RunningProgram program, int unit) throws IOException {
    return program.post("/fhir", transaction(unit)).statusCode();
  }

  /** How many resources of one transaction a search finds. */
  static int stored(RunningProgram program, int unit) throws IOException {
    return total(program, "Patient", unit) + total(program, "Observation", unit);
  }

  private static int total(RunningProgram program, String type, int unit) throws IOException {
    var answer = program.get("/fhir/" + type + "?identifier=urn:test:unit%7C" + unit);
    return JSON.readTree(answer.body()).path("total").asInt(-1);
  }

  private static String transaction(int unit) {
    String patient =
        """
        {"fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000001",
         "request": {"method": "POST", "url": "Patient"},
         "resource": {"resourceType": "Patient",
           "identifier": [{"system": "urn:test:unit", "value": "%1$d"}]}}"""
            .formatted(unit);
    String observation =
        """
        {"request": {"method": "POST", "url": "Observation"},
         "resource": {"resourceType": "Observation", "status": "final",
           "identifier": [{"system": "urn:test:unit", "value": "%1$d"}],
           "subject": {"reference": "urn:uuid:00000000-0000-4000-8000-000000000001"},
           "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]},
           "valueInteger": %2$d}}""";
    var entries = new ArrayList<>(List.of(patient));
    for (int i = 1; i < RESOURCES; i++) {
      entries.add(observation.formatted(unit, i));
    }
    return """
        {"resourceType": "Bundle", "type": "transaction", "entry": [%s]}"""
        .formatted(String.join(",", entries));
  }
}
