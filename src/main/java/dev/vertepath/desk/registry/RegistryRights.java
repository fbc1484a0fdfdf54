package dev.vertepath.desk.registry;

import dev.vertepath.access.Access;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Whether the registry is open to who looks. */
@ConditionalOnWebApplication
@Component("registryRights")
class RegistryRights {

  private final Access access;

  RegistryRights(Access access) {
    this.access = access;
  }

  /** For the navigation, which stands on pages of nobody as well. */
  public boolean isOpen() {
    return CurrentCaller.find()
        .filter(caller -> !(access.decideCounts(caller) instanceof Decision.Refused))
        .isPresent();
  }
}
