package dev.vertepath.fhir.body;

import dev.vertepath.record.RecordException.Problem;
import java.util.ArrayList;
import java.util.List;

/** What was found, up to as many as a person reads at once. */
final class Problems {

  private static final int MOST = 25;

  private final List<Problem> found = new ArrayList<>();

  void add(String code, Place place, String what) {
    if (!full()) {
      String path = place.toString();
      found.add(new Problem(code, path, path + " " + what + "."));
    }
  }

  boolean full() {
    return found.size() >= MOST;
  }

  List<Problem> all() {
    return List.copyOf(found);
  }
}
