package dev.vertepath.fhir.body;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Reads a body that a request sends. */
public final class Body {

  private static final String PARAMETERS = "Parameters";

  private final FhirContext context;
  private final JsonBody json;
  private final XmlBody xml;

  public Body(FhirContext context) {
    this.context = context;
    this.json = new JsonBody();
    this.xml = new XmlBody(context);
  }

  /**
   * The resource as a tree, structurally sound.
   *
   * @param type the type that is expected, for naming places
   * @throws RecordException INVALID with every problem found
   */
  public ObjectNode read(byte[] bytes, EncodingEnum encoding, String type) {
    ObjectNode resource = tree(bytes, encoding, type);
    String root = resource.path("resourceType").asString(type);
    // Entries of a batch stand each for itself: one that is wrong refuses that one alone.
    boolean whole = !resource.path("type").asString("").equals("batch");
    try {
      require(Structure.problems(context, resource, Place.of(root), whole));
    } catch (RecordException e) {
      throw root.equals("Bundle") ? EntryNames.in(resource, e) : e;
    }
    return resource;
  }

  /**
   * What an operation is called with. Parameters are structurally sound; a resource within them, or
   * one that is sent instead, is for the operation to look at: of {@code $validate} it is the
   * question.
   *
   * @throws RecordException INVALID with every problem found
   */
  public ObjectNode readArguments(byte[] bytes, EncodingEnum encoding) {
    ObjectNode sent = tree(bytes, encoding, PARAMETERS);
    checkArguments(sent);
    return sent;
  }

  /**
   * Looks at what an operation is called with, as {@link #readArguments}.
   *
   * @throws RecordException INVALID with every problem found
   */
  public void checkArguments(ObjectNode sent) {
    if (sent.path("resourceType").asString("").equals(PARAMETERS)) {
      require(Structure.problems(context, sent, Place.of(PARAMETERS), false));
    }
  }

  private ObjectNode tree(byte[] bytes, EncodingEnum encoding, String type) {
    return encoding == EncodingEnum.XML ? xml.read(bytes, type) : json.read(bytes, type);
  }

  /**
   * Looks at one entry's resource of a batch.
   *
   * @param place as in {@code Bundle.entry[3].resource}
   * @throws RecordException INVALID with every problem found
   */
  public void check(ObjectNode resource, String place) {
    require(Structure.problems(context, resource, Place.of(place), true));
  }

  private static void require(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new RecordException(Kind.INVALID, problems);
    }
  }
}
