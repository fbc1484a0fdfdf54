package dev.vertepath.desk.integration;

import dev.vertepath.access.Access;
import dev.vertepath.access.BreakGlass;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision;
import dev.vertepath.access.Permission;
import dev.vertepath.desk.frame.Room;
import dev.vertepath.exchange.message.MessageRights;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What of these pages is open to who looks, as the API decides it. */
@ConditionalOnWebApplication
@Component("integrationRights")
@Order(1)
class Rights implements Room {

  private static final String SUBSCRIPTION = "Subscription";

  private final Access access;
  private final MessageRights messages;
  private final BreakGlass glass;

  Rights(Access access, MessageRights messages, BreakGlass glass) {
    this.access = access;
    this.messages = messages;
    this.glass = glass;
  }

  @Override
  public String path() {
    return "/desk/integration";
  }

  /** Whether any of it is; for the navigation, which stands on pages of nobody as well. */
  @Override
  public boolean isOpen() {
    return CurrentCaller.find().isPresent() && (mayList() || mayDeliveries() || mayReview());
  }

  /** That messages came. */
  public boolean mayList() {
    return messages.mayList();
  }

  /** What messages say, and what they would do. */
  public boolean mayRead() {
    return messages.mayRead();
  }

  /** Whose messages are, and why they failed. */
  public boolean mayOperate() {
    return messages.mayOperate();
  }

  /** Deliveries and subscriptions. */
  public boolean mayDeliveries() {
    return may(Permission.SEARCH);
  }

  /** What becomes of dead letters. */
  public boolean mayDecide() {
    return may(Permission.DELETE);
  }

  /** Who opened records. */
  public boolean mayReview() {
    return glass.mayReview();
  }

  /** Whether patients' pages may be open to the caller. */
  public boolean mayPatients() {
    return access.decide(CurrentCaller.get(), Permission.READ, "Patient")
        instanceof Decision.Allowed;
  }

  private boolean may(Permission permission) {
    return access.decide(CurrentCaller.get(), permission, SUBSCRIPTION) instanceof Decision.Allowed;
  }
}
