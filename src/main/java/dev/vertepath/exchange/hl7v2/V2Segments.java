package dev.vertepath.exchange.hl7v2;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.Location;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.MessageVisitorSupport;
import ca.uhn.hl7v2.model.MessageVisitors;
import ca.uhn.hl7v2.model.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The segments of a message in the order in which they were sent, whatever their groups. */
final class V2Segments extends MessageVisitorSupport {

  private final List<Placed> all = new ArrayList<>();
  private final Map<String, Integer> counted = new HashMap<>();

  private V2Segments() {}

  /**
   * A segment.
   *
   * @param sequence 1 for the first of its name
   */
  record Placed(Segment segment, String name, int sequence) {

    /** As ERR-2 names it, with a field: {@code PID^1^7}. */
    String place(int field) {
      return name + "^" + sequence + "^" + field;
    }
  }

  static List<Placed> of(Message message) throws HL7Exception {
    var segments = new V2Segments();
    MessageVisitors.visit(message, MessageVisitors.visitPopulatedElements(segments));
    return segments.all;
  }

  @Override
  public boolean start(Segment segment, Location location) {
    String name = segment.getName();
    all.add(new Placed(segment, name, counted.merge(name, 1, Integer::sum)));
    return false;
  }
}
