package dev.vertepath.record.index;

import dev.vertepath.bench.Arrivals;
import dev.vertepath.bench.MicroBench;
import dev.vertepath.record.Json;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From a resource to what the index holds of it. */
public class ExtractBench extends MicroBench {

  private final SearchParameters parameters = new SearchParameters(TypeDefinitions.context());
  private final Extraction extraction =
      new Extraction(
          parameters,
          ZoneOffset.UTC,
          new References(List.of(), parameters.context().getResourceTypes()));
  private final List<ObjectNode> intake = resources(new Arrivals().intake(true));
  private final List<ObjectNode> record = resources(new Arrivals().record("1", true));

  private static List<ObjectNode> resources(String bundle) {
    List<ObjectNode> resources = new ArrayList<>();
    for (JsonNode entry : Json.MAPPER.readTree(bundle).path("entry")) {
      resources.add((ObjectNode) entry.path("resource"));
    }
    return resources;
  }

  /** A Patient and a Condition. */
  @Benchmark
  public List<IndexRows> intake() {
    return intake.stream().map(this::extracted).toList();
  }

  /** A Procedure, a CarePlan and two Observations. */
  @Benchmark
  public List<IndexRows> record() {
    return record.stream().map(this::extracted).toList();
  }

  @Benchmark
  public IndexRows carePlan() {
    return extracted(record.get(1));
  }

  private IndexRows extracted(ObjectNode resource) {
    return extraction.of(resource.path("resourceType").asString(), resource);
  }
}
