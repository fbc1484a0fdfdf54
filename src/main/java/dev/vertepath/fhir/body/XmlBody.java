package dev.vertepath.fhir.body;

import ca.uhn.fhir.context.FhirContext;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.io.ByteArrayInputStream;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads XML as the JSON that is kept (R4 xml.html, json.html). Documents with a document type or
 * entities are refused before anything is resolved.
 */
final class XmlBody {

  private final FhirContext context;
  private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

  XmlBody(FhirContext context) {
    this.context = context;
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  ObjectNode read(byte[] bytes, String type) {
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {
        if (reader.getEventType() == XMLStreamConstants.DTD) {
          throw refused(
              type, "The body has a document type: FHIR knows none, nor entities; leave it out.");
        }
      }
      ObjectNode resource = new XmlTree(context, reader).resource(Place.of(reader.getLocalName()));
      while (reader.hasNext()) {
        reader.next();
      }
      return resource;
    } catch (XMLStreamException e) {
      Location at = e.getLocation();
      throw refused(
          type,
          "The body is no sound XML at line %d, column %d: %s. Nothing was stored."
              .formatted(
                  at == null ? 0 : at.getLineNumber(),
                  at == null ? 0 : at.getColumnNumber(),
                  firstWords(e)));
    }
  }

  /** The reader's own words, without the place that it puts before them. */
  private static String firstWords(XMLStreamException e) {
    return String.valueOf(e.getMessage())
        .replaceAll("(?s)^ParseError at .*?Message: ", "")
        .lines()
        .findFirst()
        .orElse("it cannot be read")
        .replaceAll("\\.$", "");
  }

  static RecordException refused(String place, String what) {
    return new RecordException(Kind.INVALID, "structure", place, what);
  }
}
