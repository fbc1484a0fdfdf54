package dev.vertepath.platform;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the embedded server beside everything else, unless an external database is named. */
final class EmbeddedServerLaunch
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    if (!DatabaseConfiguration.isExternal(context.getEnvironment())) {
      var pending = PendingServer.of(EmbeddedServerSettings.of(context.getEnvironment()));
      // These run after the context is closed, so the last requests still find their database.
      SpringApplication.getShutdownHandlers().add(pending::stop);
      context.getBeanFactory().registerSingleton("pendingServer", pending);
    }
  }
}
