package dev.vertepath.pathway;

import dev.vertepath.bench.MicroBench;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;

/** From a patient's facts to what follows from them. */
public class FoldBench extends MicroBench {

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
