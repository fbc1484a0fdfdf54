package dev.vertepath.platform;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The embedded server while it is being started beside everything else. */
final class PendingServer {

  /** A server that takes longer is left to the next start, which takes it over. */
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(30);

  private final CompletableFuture<EmbeddedServer> server = new CompletableFuture<>();

  private PendingServer() {}

  static PendingServer of(EmbeddedServerSettings settings) {
    var pending = new PendingServer();
    Thread.ofPlatform().daemon().name("postgres-start").start(() -> pending.complete(settings));
    return pending;
  }

  private void complete(EmbeddedServerSettings settings) {
    try {
      server.complete(EmbeddedServer.start(settings));
    } catch (Throwable failure) {
      server.completeExceptionally(failure);
    }
  }

  /**
   * Waits until the server answers.
   *
   * @throws StartUpException when it does not start
   */
  EmbeddedServer await() {
    try {
      return server.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StartUpException known ? known : e;
    }
  }

  /** Stops the server when the program ends, even when it ends before anything asked for it. */
  void stop() {
    try {
      server.get(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS).close();
    } catch (ExecutionException | TimeoutException notRunning) {
      // Nothing to stop, or not yet.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
