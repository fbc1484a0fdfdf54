package dev.vertepath.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Clients with one connection each, who send the next request when the last was answered. */
final class Crowd implements AutoCloseable {

  private static final long SEED = 42;

  private final List<KeptConnection> connections = new ArrayList<>();
  private final List<RandomGenerator> randoms = new ArrayList<>();

  Crowd(Service service, int size) throws IOException {
    var seeds = new SplittableRandom(SEED);
    for (int i = 0; i < size; i++) {
      connections.add(new KeptConnection(service, service.callers().token(i)));
      randoms.add(seeds.split());
    }
  }

  /** Asks once; null when there is nothing to ask. */
  @Nullable Answer ask(Workload workload) throws IOException {
    Request request = workload.requests().next(randoms.getFirst());
    return request == null ? null : connections.getFirst().send(request);
  }

  /** All of them ask for as long as that, or until there is nothing to ask. */
  Tally run(Workload workload, Duration time) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Tally> tallies = new ArrayList<>();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < connections.size(); i++) {
      KeptConnection connection = connections.get(i);
      RandomGenerator random = randoms.get(i);
      var tally = new Tally();
      tallies.add(tally);
      clients.add(Thread.ofPlatform().start(() -> ask(connection, random, workload, end, tally)));
    }
    for (Thread client : clients) {
      client.join();
    }
    var all = new Tally();
    tallies.forEach(all::add);
    all.took(System.nanoTime() - start);
    return all;
  }

  private static void ask(
      KeptConnection connection, RandomGenerator random, Workload workload, long end, Tally tally) {
    Request request = workload.requests().next(random);
    while (request != null && System.nanoTime() < end) {
      long sent = System.nanoTime();
      try {
        Answer answer = connection.send(request);
        tally.answered(System.nanoTime() - sent, answer);
        if (!answer.isError()) {
          workload.answers().accept(answer);
        }
      } catch (IOException e) {
        tally.failed(e.toString());
      }
      request = workload.requests().next(random);
    }
  }

  @Override
  public void close() throws IOException {
    for (KeptConnection connection : connections) {
      connection.close();
    }
  }
}
