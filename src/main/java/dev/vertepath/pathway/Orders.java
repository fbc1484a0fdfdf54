package dev.vertepath.pathway;

import java.util.List;
import java.util.Set;

/**
 * The orders for the operation: ServiceRequests that a qualified person has made an order of.
 *
 * @param named orders whose requester is known: only these move a case
 * @param unnamed orders that name nobody
 */
record Orders(List<OrderFact> named, List<OrderFact> unnamed) {
  private static final Set<String> INTENTS =
      Set.of("order", "original-order", "reflex-order", "filler-order", "instance-order");
  private static final Set<String> COUNT = Set.of("active", "on-hold", "completed");
  private static final Set<String> STAND = Set.of("active", "on-hold");

  static Orders in(PatientFacts facts) {
    List<OrderFact> orders = facts.orders().stream().filter(Orders::counts).toList();
    return new Orders(
        orders.stream().filter(o -> named(o)).toList(),
        orders.stream().filter(o -> !named(o)).toList());
  }

  /** Whether it is an order for the operation that was not taken back. */
  static boolean counts(OrderFact order) {
    return INTENTS.contains(order.intent())
        && COUNT.contains(order.status())
        && Seed.CODES.is(order.codes(), "operation");
  }

  /** Whether it still asks for the operation. */
  static boolean stands(OrderFact order) {
    return STAND.contains(order.status());
  }

  private static boolean named(OrderFact order) {
    String requester = order.requester();
    return requester != null && !requester.isBlank();
  }

  List<Warning> warnings() {
    return unnamed.stream().map(Orders::withoutRequester).toList();
  }

  private static Warning withoutRequester(OrderFact order) {
    return movesNoCase(
        order,
        "order-without-requester",
        "The order names no requester, so it moves no case. Send it again with"
            + " ServiceRequest.requester.");
  }

  static Warning withoutFracture(OrderFact order) {
    return movesNoCase(
        order,
        "order-without-fracture",
        "The order moves no case: no vertebral fracture is known that it can mean. Send the"
            + " Condition and name it in ServiceRequest.reasonReference.");
  }

  private static Warning movesNoCase(OrderFact order, String code, String text) {
    return new Warning(
        "warning/" + code + "/" + order.source().reference(),
        code,
        Warning.Severity.MODERATE,
        text,
        List.of(order.source()),
        null,
        null);
  }
}
