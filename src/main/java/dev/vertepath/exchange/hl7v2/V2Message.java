package dev.vertepath.exchange.hl7v2;

import dev.vertepath.exchange.hl7v2.Mapper.Mapped;
import dev.vertepath.exchange.hl7v2.Mappings.FieldRule;
import dev.vertepath.exchange.hl7v2.Mappings.MessageRule;
import dev.vertepath.exchange.hl7v2.V2Segments.Placed;
import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.exchange.message.Envelope;
import dev.vertepath.exchange.message.FhirBodies;
import dev.vertepath.exchange.message.Message;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A message of HL7 v2 whose header is readable. */
final class V2Message implements Message {

  private static final Pattern ENTRY =
      Pattern.compile("Bundle\\.entry\\[(\\d{1,6})](?:\\.resource(?:\\.(\\w+))?.*)?");

  private final Envelope envelope;
  private final V2Header header;
  private final List<Placed> segments;
  private final Reading reading;
  private final V2Channel.Answering answering;
  private List<Mapped> mapped = List.of();

  /** What it is mapped by. */
  record Reading(Mappings mappings, Converter converter, DateTimes times, FhirBodies bodies) {}

  V2Message(
      Envelope envelope,
      V2Header header,
      List<Placed> segments,
      Reading reading,
      V2Channel.Answering answering) {
    this.envelope = envelope;
    this.header = header;
    this.segments = List.copyOf(segments);
    this.reading = reading;
    this.answering = answering;
  }

  @Override
  public Envelope envelope() {
    return envelope;
  }

  @Override
  public List<Part> parts() {
    MessageRule rule =
        reading
            .mappings()
            .message(header.message())
            .orElseThrow(
                () ->
                    new RecordException(
                        Kind.UNPROCESSABLE,
                        "not-supported",
                        "MSH^1^9",
                        "Messages %s are not taken in here; these are: %s."
                            .formatted(
                                header.message().replace('^', ' '),
                                reading.mappings().messages().replace('^', ' '))));
    var mapper = new Mapper(reading.mappings(), reading.converter(), reading.times());
    mapped = mapper.map(rule, segments);
    List<Problem> problems = new ArrayList<>(mapper.problems());
    rule.resources().stream()
        .findFirst()
        .filter(first -> mapped.stream().noneMatch(one -> one.rule().name().equals(first)))
        .ifPresent(
            first -> {
              String segment = reading.mappings().resource(first).starts();
              problems.add(
                  new Problem(
                      "required",
                      segment + "^1",
                      "The segment %s is missing: a message %s needs it."
                          .formatted(segment, header.message().replace('^', ' '))));
            });
    if (problems.isEmpty()) {
      check(problems);
    }
    if (!problems.isEmpty()) {
      throw new RecordException(Kind.UNPROCESSABLE, problems);
    }
    return mapped.stream()
        .map(one -> new Part(one.fullUrl(), one.resource(), one.rule().partial()))
        .toList();
  }

  /** What a hospital's own tables make may be no sound resource. */
  private void check(List<Problem> problems) {
    for (int i = 0; i < mapped.size(); i++) {
      try {
        reading
            .bodies()
            .check()
            .accept(mapped.get(i).resource(), "Bundle.entry[" + i + "].resource");
      } catch (RecordException e) {
        problems.addAll(e.problems());
      }
    }
  }

  @Override
  public Reply accepted(Instant now, List<Problem> notes) {
    return answering.reply(
        Acknowledgment.Code.ACCEPTED, now, notes.stream().map(this::placed).toList());
  }

  @Override
  public Reply refused(Instant now, RecordException why, boolean passing) {
    List<Problem> placed = why.with(this::placed).problems();
    boolean rejected =
        !passing
            && placed.stream()
                .anyMatch(p -> p.code().equals("forbidden") || "MSH^1^9".equals(p.expression()));
    return answering.reply(
        rejected ? Acknowledgment.Code.REJECTED : Acknowledgment.Code.ERROR, now, placed);
  }

  @Override
  public Optional<Further> further(Reply answer, Instant now) {
    return answering.further(answer, now);
  }

  /** A place in a resource is told as the field that it came from. */
  private Problem placed(Problem problem) {
    String expression = problem.expression();
    Matcher entry = ENTRY.matcher(expression == null ? "" : expression);
    if (!entry.matches()) {
      return problem;
    }
    int index = Integer.parseInt(entry.group(1));
    String place = index < mapped.size() ? place(mapped.get(index), entry.group(2)) : null;
    return new Problem(problem.code(), place, problem.diagnostics());
  }

  private String place(Mapped from, @Nullable String element) {
    Placed first = from.segments().getFirst();
    for (FieldRule rule : reading.mappings().fields(from.rule())) {
      boolean same = element != null && rule.element().matches(element + "\\b.*");
      if (same && rule.from().isPresent()) {
        FieldPath path = rule.from().get();
        for (Placed segment : from.segments()) {
          if (segment.name().equals(path.segment())) {
            return segment.place(path.field());
          }
        }
      }
    }
    return first.name() + "^" + first.sequence();
  }
}
