package dev.vertepath.exchange.outbox;

import dev.vertepath.record.Json;
import tools.jackson.core.JacksonException;

/** What a receiver says of a message by a message (R4 messageheader.html, "response"). */
final class MessageAnswer {

  private MessageAnswer() {}

  /**
   * What an answer with a status of success means; one that is no message means no more than that.
   *
   * @param body as it came, whole or cut off
   */
  static Attempt read(byte[] body) {
    try {
      String code = Json.MAPPER.readTree(body).at("/entry/0/resource/response/code").asString("ok");
      return code.equals("transient-error") || code.equals("fatal-error")
          ? new Attempt.Failed("The receiver answered " + code, false)
          : new Attempt.Delivered();
    } catch (JacksonException e) {
      return new Attempt.Delivered();
    }
  }
}
