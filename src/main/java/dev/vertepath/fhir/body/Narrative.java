package dev.vertepath.fhir.body;

import java.io.StringReader;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The XHTML of a narrative, which must be well-formed and may do nothing (R4 narrative.html,
 * txt-1).
 */
final class Narrative {

  private static final String XHTML = "http://www.w3.org/1999/xhtml";
  private static final Set<String> ACTIVE =
      Set.of(
          "script",
          "form",
          "input",
          "button",
          "select",
          "textarea",
          "iframe",
          "frame",
          "frameset",
          "object",
          "embed",
          "applet",
          "base",
          "link",
          "meta",
          "head",
          "body",
          "html",
          "svg",
          "math");

  private static final XMLInputFactory FACTORY = factory();

  private Narrative() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /** What is wrong with it, for a person; null when nothing is. */
  static @Nullable String problem(String text) {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text));
      boolean root = true;
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
          return "has a document type: leave it out";
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          String problem = root ? rootProblem(reader) : null;
          problem = problem == null ? activeProblem(reader) : problem;
          if (problem != null) {
            return problem;
          }
          root = false;
        }
      }
      return null;
    } catch (XMLStreamException e) {
      return "is no well-formed XHTML: write one div element, its tags closed, and characters"
          + " instead of entities such as &nbsp;";
    }
  }

  private static @Nullable String rootProblem(XMLStreamReader reader) {
    return reader.getLocalName().equals("div") && XHTML.equals(reader.getNamespaceURI())
        ? null
        : "must be one div element of the namespace " + XHTML;
  }

  private static @Nullable String activeProblem(XMLStreamReader reader) {
    String element = reader.getLocalName().toLowerCase(Locale.ROOT);
    if (ACTIVE.contains(element)) {
      return "holds the element '" + element + "', which no narrative may hold: remove it";
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String name = reader.getAttributeLocalName(i).toLowerCase(Locale.ROOT);
      String value = reader.getAttributeValue(i).replaceAll("\\s", "").toLowerCase(Locale.ROOT);
      if (name.startsWith("on") || value.startsWith("javascript:")) {
        return "holds the active attribute '" + name + "', which no narrative may hold: remove it";
      }
    }
    return null;
  }
}
