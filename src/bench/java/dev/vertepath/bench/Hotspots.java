package dev.vertepath.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Tells of a recording which methods took the processor time, of themselves and with all below. */
final class Hotspots {

  private static final int TOP = 40;

  private final Map<String, Integer> self = new TreeMap<>();
  private final Map<String, Integer> ours = new TreeMap<>();
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
    RecordedStackTrace trace = event.getStackTrace();
    if (!event.getEventType().getName().equals("jdk.CPUTimeSample") || trace == null) {
      return;
    }
    samples++;
    List<String> frames = trace.getFrames().stream().map(Hotspots::name).toList();
    self.merge(frames.getFirst(), 1, Integer::sum);
    ours.merge(
        frames.stream().filter(name -> name.startsWith("dev.vertepath")).findFirst().orElse("none"),
        1,
        Integer::sum);
    Set<String> seen = new HashSet<>(frames);
    seen.forEach(name -> withAllBelow.merge(name, 1, Integer::sum));
  }

  private static String name(RecordedFrame frame) {
    var method = frame.getMethod();
    return method.getType().getName() + "." + method.getName();
  }

  String told() {
    return samples
        + " samples\n"
        + table("of themselves", self)
        + table("nearest method of the service", ours)
        + table("with all below", withAllBelow);
  }

  private String table(String title, Map<String, Integer> counts) {
    Map<String, Integer> top =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(TOP)
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    var lines = new StringBuilder("\n" + title + "\n");
    top.forEach(
        (name, count) ->
            lines.append(
                String.format(Locale.ROOT, "%5.1f %%  %s%n", 100.0 * count / samples, name)));
    return lines.toString();
  }
}
