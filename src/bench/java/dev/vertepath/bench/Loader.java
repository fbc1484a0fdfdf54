package dev.vertepath.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts the patients into the record who are not there yet, many in a transaction. */
final class Loader {

  private static final int PATIENTS_PER_TRANSACTION = 25;
  private static final int CONNECTIONS = 4;

  private final Service service;
  private final Population patients;

  Loader(Service service, Population patients) {
    this.service = service;
    this.patients = patients;
  }

  /** How many it has sent. */
  int load() throws IOException, InterruptedException, ExecutionException {
    int first = firstMissing();
    var next = new AtomicInteger(first);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> senders = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        Callable<Integer> sender = () -> send(next);
        senders.add(threads.submit(sender));
      }
      for (Future<Integer> sender : senders) {
        sender.get();
      }
    }
    return patients.size() - first;
  }

  /** Transactions may overtake each other, so those that were under way are sent again. */
  private int firstMissing() throws IOException {
    int present = 0;
    int missing = patients.size();
    try (var connection = connection()) {
      while (present < missing) {
        int middle = (present + missing) >>> 1;
        if (connection.send(Request.get("/Patient/" + patients.id(middle))).isError()) {
          missing = middle;
        } else {
          present = middle + 1;
        }
      }
    }
    boolean complete = present == patients.size();
    return complete ? present : Math.max(0, present - CONNECTIONS * PATIENTS_PER_TRANSACTION);
  }

  private KeptConnection connection() throws IOException {
    return new KeptConnection(service, service.callers().tokenOfSystem());
  }

  private Integer send(AtomicInteger next) throws IOException {
    try (var connection = connection()) {
      int from = next.getAndAdd(PATIENTS_PER_TRANSACTION);
      while (from < patients.size()) {
        int to = Math.min(patients.size(), from + PATIENTS_PER_TRANSACTION);
        var entries = new Entries();
        for (int patient = from; patient < to; patient++) {
          patients.put(patient, entries);
        }
        Answer answer = connection.send(Request.post(entries.transaction()));
        if (answer.isError()) {
          throw new IllegalStateException("Loading was refused: " + answer.told());
        }
        from = next.getAndAdd(PATIENTS_PER_TRANSACTION);
      }
    }
    return next.get();
  }
}
