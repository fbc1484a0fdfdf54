package dev.vertepath.exchange.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The events that are known: {@code exchange/events.tsv}. */
public final class MessageEvents {

  public static final String SYSTEM = "https://vertepath.dev/fhir/CodeSystem/message-event";
  static final String V2_EVENTS = "http://terminology.hl7.org/CodeSystem/v2-0003";
  private static final String TABLE = "/exchange/events.tsv";

  private final List<MessageEvent> all;

  private MessageEvents(List<MessageEvent> all) {
    this.all = List.copyOf(all);
  }

  static MessageEvents read() {
    try (InputStream table = MessageEvents.class.getResourceAsStream(TABLE)) {
      String text =
          new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
      return new MessageEvents(
          text.lines()
              .filter(line -> !line.startsWith("#") && !line.isBlank())
              .skip(1)
              .map(line -> event(line.split("\t")))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageEvent event(String[] cells) {
    return new MessageEvent(
        cells[0], cells[1], words(cells[2]), cells[3], words(cells[4]), cells[5]);
  }

  private static List<String> words(String cell) {
    return cell.equals("-") ? List.of() : List.of(cell.split(" "));
  }

  public List<MessageEvent> all() {
    return all;
  }

  /** The event that a MessageHeader names, by {@code eventCoding} or {@code eventUri}. */
  Optional<MessageEvent> of(JsonNode header) {
    String uri = header.path("eventUri").asString("");
    String system = header.at("/eventCoding/system").asString("");
    String code = header.at("/eventCoding/code").asString("");
    return all.stream()
        .filter(
            event ->
                uri.equals(event.url())
                    || (system.equals(SYSTEM) && code.equals(event.code()))
                    || (system.equals(V2_EVENTS) && event.aliases().contains(code)))
        .findFirst();
  }

  /** For a sentence: all codes. */
  String named() {
    return all.stream().map(MessageEvent::code).collect(Collectors.joining(", "));
  }

  /** As the ledger calls it: the code here, or what the message says. */
  String nameOf(JsonNode header) {
    return of(header)
        .map(MessageEvent::code)
        .orElseGet(
            () ->
                Stream.of(
                        header.at("/eventCoding/code").asString(""),
                        header.path("eventUri").asString(""))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("unknown"));
  }
}
