package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reads current versions for many requests at once, all of the same sight: while a statement is on
 * its way, what else is asked for gathers, and goes with the next one. A request that is alone
 * waits for nobody, and beside a statement that is slow there may be others. Each is answered by a
 * statement that began after it had asked, so that it sees what was committed before.
 */
final class GatheredReads {

  /** Many times what a statement takes of which everything is in memory. */
  static final Duration PATIENCE = Duration.ofMillis(10);

  /** How long one waits until anybody asks, as long as for a connection. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  /** Statements at a time, of one sight. */
  static final int MOST = 4;

  /** Bodies are large at times, and those of a group are all held until the last has come. */
  private static final int GROUP = 16;

  /** Whose bodies are files. */
  private static final String FILE = "Binary";

  /** What one of the requests that wait is to do. */
  private sealed interface Turn {

    /** It was asked for. */
    record Answered(Optional<StoredResource> found) implements Turn {}

    /**
     * It was asked for in vain.
     *
     * @param again whether it may be the fault of another
     */
    record Refused(RuntimeException why, boolean again) implements Turn {}

    /** It is to ask for these, its own among them. */
    record Asking(List<Reader> readers) implements Turn {}
  }

  private static final class Reader {
    private final ResourceKey key;
    private final Sight sight;
    private final Thread thread = Thread.currentThread();
    private final long since = System.nanoTime();
    private volatile @Nullable Turn turn;

    Reader(ResourceKey key, Sight sight) {
      this.key = key;
      this.sight = sight;
    }

    boolean hasWaited(Duration time) {
      return System.nanoTime() - since >= time.toNanos();
    }

    void give(Turn given) {
      turn = given;
      if (thread != Thread.currentThread()) {
        LockSupport.unpark(thread);
      }
    }
  }

  private final Duration patience;
  private final Duration limit;
  private final BiFunction<ResourceKey, Sight, Optional<StoredResource>> one;
  private final BiFunction<List<ResourceKey>, Sight, List<StoredResource>> several;
  private final Deque<Reader> waiting = new ArrayDeque<>();
  private int asking;

  /**
   * @param patience how long one waits for a statement of others before it has its own
   * @param limit how long one waits until anybody asks for it
   * @param one reads one, if it is in sight
   * @param several reads those of them that are there and in sight
   */
  GatheredReads(
      Duration patience,
      Duration limit,
      BiFunction<ResourceKey, Sight, Optional<StoredResource>> one,
      BiFunction<List<ResourceKey>, Sight, List<StoredResource>> several) {
    this.patience = patience;
    this.limit = limit;
    this.one = one;
    this.several = several;
  }

  /**
   * The current version, a deletion mark included.
   *
   * @param sight one that is {@link Sight#whose as} all others here
   */
  Optional<StoredResource> read(ResourceKey key, Sight sight) {
    // What a transaction wrote is seen by no other connection.
    if (key.type().equals(FILE) || TransactionSynchronizationManager.isActualTransactionActive()) {
      return one.apply(key, sight);
    }
    var reader = new Reader(key, sight);
    Turn alone = new Turn.Asking(List.of(reader));
    if (begins(reader)) {
      return found(reader, alone);
    }
    // An interrupt would take the connection from all that are asked for with this one.
    boolean interrupted = Thread.interrupted();
    try {
      Turn turn = reader.turn;
      while (turn == null) {
        LockSupport.parkNanos(this, patience.toNanos());
        interrupted |= Thread.interrupted();
        turn = reader.turn == null ? turnOf(reader) : reader.turn;
      }
      return found(reader, turn);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Optional<StoredResource> found(Reader reader, Turn turn) {
    return switch (turn) {
      case Turn.Answered answered -> answered.found();
      case Turn.Refused refused when refused.again() -> one.apply(reader.key, reader.sight);
      case Turn.Refused refused -> throw refused.why();
      case Turn.Asking asked -> found(reader, asked(asked.readers(), reader));
    };
  }

  private synchronized boolean begins(Reader reader) {
    if (asking == 0) {
      asking++;
      return true;
    }
    waiting.add(reader);
    return false;
  }

  /** Lets the one who has waited longest ask beside those who are at it, if it was for long. */
  private synchronized @Nullable Turn turnOf(Reader reader) {
    if (waiting.peek() == reader && asking < MOST && reader.hasWaited(patience)) {
      reader.turn = new Turn.Asking(group());
      asking++;
    } else if (reader.hasWaited(limit) && waiting.remove(reader)) {
      throw new DataAccessResourceFailureException("Nobody could read for " + limit);
    }
    return reader.turn;
  }

  /** Asks for all of them, and tells the others. */
  private Turn asked(List<Reader> readers, Reader own) {
    boolean shared = readers.size() > 1;
    Function<Reader, Turn> answer =
        reader -> new Turn.Refused(new IllegalStateException("Not answered"), shared);
    try {
      answer = shared ? together(readers) : alone(own);
    } catch (DataIntegrityViolationException
        | InvalidDataAccessResourceUsageException
        | UncategorizedSQLException e) {
      // One that cannot be asked for must not keep the others from theirs.
      answer = reader -> new Turn.Refused(e, shared);
    } catch (RuntimeException e) {
      answer = reader -> new Turn.Refused(e, false);
    } finally {
      next();
      for (Reader reader : readers) {
        reader.give(answer.apply(reader));
      }
    }
    return answer.apply(own);
  }

  private Function<Reader, Turn> alone(Reader reader) {
    var found = new Turn.Answered(one.apply(reader.key, reader.sight));
    return own -> found;
  }

  private Function<Reader, Turn> together(List<Reader> readers) {
    Map<ResourceKey, StoredResource> found = new HashMap<>();
    // What is over for one of them is not shown to her by the sight of another who asked before.
    Sight sight = Sight.latest(readers.stream().map(reader -> reader.sight).toList());
    several
        .apply(readers.stream().map(reader -> reader.key).distinct().toList(), sight)
        .forEach(resource -> found.put(resource.key(), resource));
    return reader -> new Turn.Answered(Optional.ofNullable(found.get(reader.key)));
  }

  /** Lets those ask who have waited; beside another statement only those who have for long. */
  private synchronized void next() {
    Reader first = waiting.peek();
    if (first == null || asking > 1 && !first.hasWaited(patience)) {
      asking--;
    } else {
      first.give(new Turn.Asking(group()));
    }
  }

  /** Those who have waited longest. */
  private List<Reader> group() {
    List<Reader> group = waiting.stream().limit(GROUP).toList();
    for (int i = 0; i < group.size(); i++) {
      waiting.remove();
    }
    return group;
  }
}
