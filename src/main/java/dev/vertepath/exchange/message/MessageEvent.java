package dev.vertepath.exchange.message;

import java.util.List;

/**
 * What messages tell of.
 *
 * @param code of {@link MessageEvents#SYSTEM}
 * @param focus types of the resources that such a message is about
 * @param must what they must be besides: {@code deceased}, {@code linked}, {@code ended} or a dash
 * @param aliases codes of v2-0003 that mean the same
 */
public record MessageEvent(
    String code,
    String title,
    List<String> focus,
    String must,
    List<String> aliases,
    String definition) {

  /** Canonical URL of its MessageDefinition. */
  public String url() {
    return "https://vertepath.dev/fhir/MessageDefinition/" + code;
  }
}
