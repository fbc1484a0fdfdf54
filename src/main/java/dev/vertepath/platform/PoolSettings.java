package dev.vertepath.platform;

import org.springframework.core.env.Environment;

/**
 * @param size connections at most
 */
record PoolSettings(int size) {

  private static final int LEAST = 5;

  /**
   * Unless it is set, two for each processor and one more: with ten on two processors each request
   * cost about a sixth more than with five, see docs/decisions/0064.
   */
  static PoolSettings of(Environment environment) {
    int usual = Math.max(LEAST, 2 * Runtime.getRuntime().availableProcessors() + 1);
    return new PoolSettings(environment.getProperty("vertepath.pool-size", Integer.class, usual));
  }
}
