package dev.vertepath.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Tells of a recording what took the processor time of the service's Java threads. */
final class Hotspots {

  private static final int TOP = 40;
  private static final String OURS = "dev.vertepath.";

  /** Libraries whose share is worth a line, by the beginning of their class names. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "org.postgresql.", "pgjdbc",
          "com.zaxxer.", "Hikari",
          "org.springframework.jdbc.", "Spring JDBC",
          "tools.jackson.", "Jackson",
          "org.hl7.fhir.r4.fhirpath.", "FHIRPath",
          "ca.uhn.fhir.parser.", "HAPI's parser",
          "ca.uhn.fhir.rest.server.", "HAPI's server",
          "io.micrometer.", "Micrometer",
          "com.google.common.hash.", "Guava's hashes",
          "java.util.regex.", "regular expressions");

  private final Map<String, Integer> whose = new TreeMap<>();
  private final Map<String, Integer> withAllBelow = new TreeMap<>();
  private int samples;

  Hotspots(Path recording) throws IOException {
    try (var file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        add(file.readEvent());
      }
    }
  }

  private void add(RecordedEvent event) {
    if (!event.getEventType().getName().equals("jdk.CPUTimeSample")
        || event.getStackTrace() == null) {
      return;
    }
    samples++;
    List<String> frames = event.getStackTrace().getFrames().stream().map(Hotspots::name).toList();
    String nearest = frames.stream().filter(f -> !isOfJdk(f)).findFirst().orElse("the JDK alone");
    whose.merge(nearest, 1, Integer::sum);
    Set<String> seen = new HashSet<>();
    for (String frame : frames) {
      if (frame.startsWith(OURS) && !frame.contains("ambda$")) {
        seen.add(frame);
      }
      LIBRARIES.forEach(
          (start, library) -> {
            if (frame.startsWith(start)) {
              seen.add(library);
            }
          });
    }
    seen.forEach(name -> withAllBelow.merge(name, 1, Integer::sum));
  }

  private static boolean isOfJdk(String frame) {
    return frame.startsWith("java.") || frame.startsWith("jdk.") || frame.startsWith("sun.");
  }

  private static String name(RecordedFrame frame) {
    var method = frame.getMethod();
    return method.getType().getName() + "." + method.getName();
  }

  String told() {
    return samples
        + " samples\n"
        + table("methods with what they call, the service's own and libraries", withAllBelow)
        + table("methods with what they call in the JDK", whose);
  }

  private String table(String title, Map<String, Integer> counts) {
    var lines = new StringBuilder("\n" + title + "\n");
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(TOP)
        .forEach(
            one -> {
              double share = 100.0 * one.getValue() / samples;
              lines.append(String.format(Locale.ROOT, "%5.1f %%  %s%n", share, one.getKey()));
            });
    return lines.toString();
  }
}
