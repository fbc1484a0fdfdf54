package dev.vertepath.platform;

import java.util.concurrent.CompletableFuture;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the embedded server beside everything else, unless an external database is named. */
final class EmbeddedServerLaunch
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    if (!DatabaseConfiguration.isExternal(context.getEnvironment())) {
      var settings = EmbeddedServerSettings.of(context.getEnvironment());
      var pending = new CompletableFuture<EmbeddedServer>();
      Thread.ofPlatform().daemon().name("postgres-start").start(() -> complete(pending, settings));
      context.getBeanFactory().registerSingleton("pendingServer", new PendingServer(pending));
    }
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private static void complete(
      CompletableFuture<EmbeddedServer> pending, EmbeddedServerSettings settings) {
    try {
      pending.complete(EmbeddedServer.start(settings));
    } catch (Throwable failure) {
      pending.completeExceptionally(failure);
    }
  }

  /** The server that is being started. */
  record PendingServer(CompletableFuture<EmbeddedServer> server) {}
}
