package dev.vertepath.desk.registry;

import dev.vertepath.access.Access;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision;
import dev.vertepath.desk.frame.Room;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the registry is open to who looks. */
@ConditionalOnWebApplication
@Component("registryRights")
@Order(2)
class RegistryRights implements Room {

  private final Access access;

  RegistryRights(Access access) {
    this.access = access;
  }

  @Override
  public String path() {
    return "/desk/registry";
  }

  /** For the navigation, which stands on pages of nobody as well. */
  @Override
  public boolean isOpen() {
    return CurrentCaller.find()
        .filter(caller -> !(access.decideCounts(caller) instanceof Decision.Refused))
        .isPresent();
  }
}
