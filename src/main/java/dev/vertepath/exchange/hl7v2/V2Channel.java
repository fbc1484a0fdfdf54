package dev.vertepath.exchange.hl7v2;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import dev.vertepath.exchange.hl7v2.V2Segments.Placed;
import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.exchange.message.Channel;
import dev.vertepath.exchange.message.ContentHash;
import dev.vertepath.exchange.message.Envelope;
import dev.vertepath.exchange.message.FhirBodies;
import dev.vertepath.exchange.message.Message;
import dev.vertepath.exchange.message.Message.Further;
import dev.vertepath.exchange.message.PlainText;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages of HL7 v2, in the encoding with bars, of any version that reads as 2.5.1. */
public final class V2Channel implements Channel {

  public static final String FORMAT = "application/hl7-v2";

  private static final int LONGEST_ID = 199;

  private final Mappings mappings;
  private final FhirBodies bodies;
  private final ZoneId zone;
  private final AcknowledgmentReceivers receivers;
  private final HapiContext context = new DefaultHapiContext();

  V2Channel(Mappings mappings, FhirBodies bodies, ZoneId zone, AcknowledgmentReceivers receivers) {
    this.mappings = mappings;
    this.bodies = bodies;
    this.zone = zone;
    this.receivers = receivers;
    context.setModelClassFactory(new CanonicalModelClassFactory("2.5.1"));
    // What counts is looked at when it is mapped, and named better then.
    context.setValidationContext(ValidationContextFactory.noValidation());
    context.getParserConfiguration().setDefaultObx2Type("ST");
    context.getParserConfiguration().setInvalidObx2Type("ST");
  }

  @Override
  public String name() {
    return "hl7v2";
  }

  @Override
  public Message read(byte[] raw, String format) {
    V2Text text = V2Text.of(raw);
    V2Header header =
        V2Header.of(text.text())
            .orElseThrow(() -> refused("structure", null, "A message begins with MSH|^~\\&."));
    String id = header.controlId();
    if (id.isEmpty() || id.length() > LONGEST_ID || !id.matches("[\\x20-\\x7E]+")) {
      throw refused(
          "required",
          "MSH^1^10",
          "MSH-10 is empty, or is none: by it a message is known again and answered. Send up to %d"
                  .formatted(LONGEST_ID)
              + " printable characters.");
    }
    String lines = text.text().strip().replaceAll("\\r\\n|\\n", "\r");
    List<Placed> segments = segments(lines);
    var converter = new Converter(mappings, new DateTimes(zone), facility(header));
    return new V2Message(
        envelope(lines, header, segments, converter),
        header,
        segments,
        new V2Message.Reading(mappings, converter, new DateTimes(zone), bodies),
        new Answering(
            new Acknowledgment(header, zone), text.charset(), receivers.channel(header.source())));
  }

  /** A segment on each line. What cannot be read in its character set is read byte by byte. */
  @Override
  public Legible legible(byte[] raw, String format) {
    V2Text text;
    try {
      text = V2Text.of(raw);
    } catch (RecordException unreadable) {
      text = new V2Text(new String(raw, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }
    return new Legible(text.text().strip().replaceAll("\\r\\n?", "\n"), text.charset().name());
  }

  private static String facility(V2Header header) {
    return header.component(4, 1).isEmpty() ? "unnamed" : header.component(4, 1);
  }

  /**
   * How a message is answered.
   *
   * @param receiver channel of the application acknowledgments that are messages of their own;
   *     empty where its sender takes in none
   */
  record Answering(Acknowledgment acknowledgment, Charset charset, Optional<String> receiver) {

    Reply reply(Acknowledgment.Code code, Instant now, List<RecordException.Problem> problems) {
      return new Reply(
          acknowledgment.of(code, now, problems).getBytes(charset),
          FORMAT + ";charset=" + charset.name());
    }

    Optional<Further> further(Reply answer, Instant now) {
      return receiver.flatMap(
          channel ->
              acknowledgment
                  .further(new String(answer.body(), charset), now)
                  .map(text -> new Reply(text.getBytes(charset), answer.format()))
                  .map(reply -> new Further(channel, reply)));
    }
  }

  private List<Placed> segments(String lines) {
    try {
      return V2Segments.of(new PipeParser(context).parse(lines));
    } catch (HL7Exception e) {
      throw refused("structure", "MSH^1", "The message cannot be read: " + e.getMessage());
    }
  }

  private Envelope envelope(
      String lines, V2Header header, List<Placed> segments, Converter converter) {
    String event =
        mappings
            .message(header.message())
            .map(Mappings.MessageRule::event)
            .orElse(header.message());
    return new Envelope(
        PlainText.of(header.controlId()),
        null,
        PlainText.of(event),
        PlainText.of(header.source()),
        sent(header),
        subjects(segments, converter).stream().map(PlainText::of).toList(),
        // However its lines end: one engine sends it again otherwise than another.
        ContentHash.of(lines.getBytes(StandardCharsets.UTF_8)));
  }

  private @Nullable Instant sent(V2Header header) {
    try {
      String text = header.component(7, 1);
      return text.isEmpty()
          ? null
          : OffsetDateTime.parse(new DateTimes(zone).instant(text)).toInstant();
    } catch (MappingException e) {
      // A time to no more than the day puts nothing in order.
      return null;
    }
  }

  /** By which identifiers it names patients. */
  private static Set<String> subjects(List<Placed> segments, Converter converter) {
    Set<String> subjects = new LinkedHashSet<>();
    for (Placed segment : segments) {
      int field = segment.name().equals("PID") ? 3 : segment.name().equals("MRG") ? 1 : 0;
      for (Type identifier : field == 0 ? List.<Type>of() : Values.of(segment.segment(), field)) {
        if (!Values.text(identifier, 1).isEmpty()) {
          var read = converter.convert("cx", "-", identifier, 0);
          subjects.add(read.path("system").asString() + "|" + read.path("value").asString());
        }
      }
    }
    return subjects;
  }

  /** The answer to what is no message that could be taken in. */
  Reply reject(byte[] raw, RecordException why, Instant now) {
    Optional<V2Header> header = V2Header.of(new String(raw, StandardCharsets.ISO_8859_1));
    var answering =
        new Answering(
            new Acknowledgment(header.orElse(null), zone),
            StandardCharsets.UTF_8,
            Optional.empty());
    return answering.reply(
        why.kind() == Kind.NOT_YET ? Acknowledgment.Code.ERROR : Acknowledgment.Code.REJECTED,
        now,
        why.problems());
  }

  private static RecordException refused(String code, @Nullable String place, String what) {
    return new RecordException(Kind.INVALID, code, place, what);
  }
}
