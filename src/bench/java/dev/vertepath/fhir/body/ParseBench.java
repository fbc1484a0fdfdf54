package dev.vertepath.fhir.body;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import dev.vertepath.bench.Arrivals;
import dev.vertepath.bench.MicroBench;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import tools.jackson.databind.node.ObjectNode;

/** From the bytes of a transaction to a tree that is structurally sound. */
public class ParseBench extends MicroBench {

  @Param({"intake", "record"})
  public String transaction = "";

  private final JsonBody json = new JsonBody();
  private final Body body = new Body(FhirContext.forR4Cached());
  private byte[] bytes = {};

  @Setup
  public void bytes() {
    var arrivals = new Arrivals();
    String bundle =
        transaction.equals("intake") ? arrivals.intake(true) : arrivals.record("1", true);
    bytes = bundle.getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  public ObjectNode read() {
    return json.read(bytes, "Bundle");
  }

  @Benchmark
  public ObjectNode readAndChecked() {
    return body.read(bytes, EncodingEnum.JSON, "Bundle");
  }
}
