package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.time;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A ServiceRequest, as it arrives. */
final class GivenOrder extends Arrival<GivenOrder> {
  private String intent = "order";
  private @Nullable String requester;
  private @Nullable String reason;
  private Instant authored = time("2026-02-18T10:00");

  GivenOrder(String reference) {
    super(reference);
    status = "active";
  }

  @Override
  GivenOrder self() {
    return this;
  }

  GivenOrder intent(String code) {
    intent = code;
    return this;
  }

  GivenOrder by(@Nullable String who) {
    requester = who;
    return this;
  }

  GivenOrder saying(String text) {
    reason = text;
    return this;
  }

  GivenOrder authored(String time) {
    authored = time(time);
    return this;
  }

  @Override
  OrderFact fact() {
    return new OrderFact(
        source(authored), status, intent, codes, sites, requester, reasons, reason, authored);
  }
}
