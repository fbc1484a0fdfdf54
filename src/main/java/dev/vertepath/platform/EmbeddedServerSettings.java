package dev.vertepath.platform;

import java.nio.file.Path;
import org.springframework.core.env.Environment;

/**
 * @param dataDirectory what is kept between runs
 * @param port 0 for any free one
 * @param connections how many the server accepts
 */
record EmbeddedServerSettings(Path dataDirectory, int port, int connections) {

  private static final int CONNECTIONS_BESIDE_THE_POOL = 10;

  static EmbeddedServerSettings of(Environment environment) {
    return new EmbeddedServerSettings(
        Path.of(environment.getProperty("vertepath.data-dir", "./data")),
        environment.getProperty("vertepath.postgres-port", Integer.class, 0),
        PoolSettings.of(environment).size() + CONNECTIONS_BESIDE_THE_POOL);
  }
}
