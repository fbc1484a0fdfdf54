package dev.vertepath.platform;

import org.springframework.core.env.Environment;

/**
 * @param size connections at most
 */
record PoolSettings(int size) {

  static PoolSettings of(Environment environment) {
    return new PoolSettings(environment.getProperty("vertepath.pool-size", Integer.class, 10));
  }
}
