package dev.vertepath.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Loads patients, runs the workloads and prints what each request costs. */
final class LoadRun {

  private final Options options;
  private final Service service;
  private final Workloads workloads;

  private LoadRun(Options options, Service service, Population patients) {
    this.options = options;
    this.service = service;
    this.workloads = new Workloads(patients);
  }

  public static void main(String... arguments)
      throws IOException, InterruptedException, ExecutionException {
    Options options = Options.of(arguments);
    var patients = new Population(options.seed(), options.pathway(), options.patients());
    try (Service service = Service.of(options)) {
      long start = System.nanoTime();
      int loaded = new Loader(service.base(), patients).load();
      say("%d patients loaded in %.1f s", loaded, (System.nanoTime() - start) / 1e9);
      String report = Report.of(new LoadRun(options, service, patients).measured());
      System.out.println(report);
      Path file = options.report();
      if (file != null) {
        Files.writeString(file, report);
      }
    }
  }

  private List<Measurement> measured() throws IOException, InterruptedException {
    List<Measurement> measurements = new ArrayList<>();
    try (var crowd = new Crowd(service.base(), options.connections())) {
      for (Workload workload : workloads.all()) {
        if (options.wants(workload.name())) {
          say("%s", workload.title());
          measurements.add(measured(workload, crowd));
        }
      }
    }
    return measurements;
  }

  private Measurement measured(Workload workload, Crowd crowd)
      throws IOException, InterruptedException {
    Duration warmUp = options.warmUp();
    Duration time = options.measured();
    if (workload.wantsTreatable() && !workloads.hasTreatable()) {
      crowd.run(workloads.intakeOfFractures(), warmUp.plus(time));
    }
    Answer first = crowd.ask(workload);
    if (first == null || first.isError()) {
      return Measurement.refused(workload, first == null ? "nothing to ask" : first.told());
    }
    crowd.run(workload, warmUp);
    var profile = new Profile(options.profile(), service.pid(), workload.name());
    profile.start();
    ProcessorTime before = service.used();
    Tally tally = crowd.run(workload, time);
    ProcessorTime used = service.used().since(before);
    profile.stop();
    return new Measurement(workload, tally, used, null);
  }

  private static void say(String format, Object... values) {
    System.err.printf(format + "%n", values);
  }
}
