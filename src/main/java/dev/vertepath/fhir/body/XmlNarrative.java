package dev.vertepath.fhir.body;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** The XHTML of a narrative, which JSON holds as text. */
final class XmlNarrative {

  private static final String XHTML = "http://www.w3.org/1999/xhtml";

  private XmlNarrative() {}

  /** Reads the {@code div} that the reader stands on, up to its end. */
  static String read(XMLStreamReader reader) throws XMLStreamException {
    var text = new StringWriter();
    XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    start(reader, writer);
    writer.writeDefaultNamespace(XHTML);
    attributes(reader, writer);
    int open = 1;
    while (open > 0) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          start(reader, writer);
          attributes(reader, writer);
          open++;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          writer.writeEndElement();
          open--;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            writer.writeCharacters(reader.getText());
        default -> {
          // Comments and processing instructions are no part of a narrative.
        }
      }
    }
    writer.flush();
    return text.toString();
  }

  private static void start(XMLStreamReader reader, XMLStreamWriter writer)
      throws XMLStreamException {
    writer.writeStartElement(reader.getLocalName());
  }

  private static void attributes(XMLStreamReader reader, XMLStreamWriter writer)
      throws XMLStreamException {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      writer.writeAttribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
  }
}
