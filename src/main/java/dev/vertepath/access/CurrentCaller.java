package dev.vertepath.access;

import java.util.Optional;

/** Who the request comes from that this thread works at. */
public final class CurrentCaller {

  private static final ScopedValue<Caller> CALLER = ScopedValue.newInstance();

  private CurrentCaller() {}

  /** Empty where the service works on its own account, as when it rebuilds. */
  public static Optional<Caller> find() {
    return CALLER.isBound() ? Optional.of(CALLER.get()) : Optional.empty();
  }

  /**
   * @throws IllegalStateException when nobody was let in: a way past the door, which stays closed
   */
  public static Caller get() {
    return find().orElseThrow(() -> new IllegalStateException("Nobody was let in"));
  }

  /** Does the work as this caller. */
  public static <E extends Throwable> void during(Caller caller, Work<E> work) throws E {
    ScopedValue.where(CALLER, caller)
        .call(
            () -> {
              work.run();
              return caller;
            });
  }

  /** What is done for a caller. */
  @FunctionalInterface
  public interface Work<E extends Throwable> {
    void run() throws E;
  }
}
