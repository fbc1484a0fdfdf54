package dev.vertepath.fhir.body;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import dev.vertepath.bench.Arrivals;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.node.ObjectNode;

/** From the bytes of a transaction to a tree that is structurally sound. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseParallelGC", "-Xmx512m"})
@Warmup(iterations = 6, time = 3)
@Measurement(iterations = 5, time = 2)
public class ParseBench {

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
