package dev.vertepath.desk.registry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** How small a number is told to those who may not see whom it counts. */
@ConditionalOnWebApplication
@Component
class RegistrySettings {

  private final SmallCells hidden;

  RegistrySettings(@Value("${vertepath.registry-smallest-count:5}") int smallest) {
    if (smallest < 1) {
      throw new IllegalArgumentException(
          "VERTEPATH_REGISTRY_SMALLEST_COUNT is %d: it must be 1 or more.".formatted(smallest));
    }
    hidden = new SmallCells(smallest);
  }

  SmallCells hidden() {
    return hidden;
  }
}
