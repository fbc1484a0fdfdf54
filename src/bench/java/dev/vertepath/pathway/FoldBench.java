package dev.vertepath.pathway;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a patient's facts to what follows from them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseParallelGC", "-Xmx512m"})
@Warmup(iterations = 6, time = 3)
@Measurement(iterations = 5, time = 2)
public class FoldBench {

  private final Pathway pathway =
      new Pathway(Protocols.candidacyDefault(), Protocols.vertebroplastyFollowUp(), Given.ZONE);
  private final Instant weeksLater = Given.time("2026-04-20T12:00");
  private final PatientFacts candidate = Story.candidate().facts();
  private final PatientFacts treated =
      Story.treated()
          .and(
              Given.pain("next-day", "4", "2026-03-04T09:00"),
              Given.pain("second-week", "3", "2026-03-14T09:00"),
              Given.observation("fever").coded(Given.SNOMED, "386661006").on("2026-03-05T08:00"))
          .facts();

  @Benchmark
  public PatientPathway candidate() {
    return pathway.unfold(candidate, weeksLater);
  }

  @Benchmark
  public PatientPathway treated() {
    return pathway.unfold(treated, weeksLater);
  }

  /** What every write of somebody else's Condition costs. */
  @Benchmark
  public boolean concerns() {
    return Pathway.concerns(candidate);
  }
}
