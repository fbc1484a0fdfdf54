package dev.vertepath.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Loads patients, runs the workloads and prints what each request costs. */
final class LoadRun {

  private final Options options;
  private final Service service;
  private final Workloads workloads;
  private final @Nullable Profile profile;

  private LoadRun(
      Options options, Service service, Population patients, @Nullable Profile profile) {
    this.options = options;
    this.service = service;
    this.workloads = new Workloads(patients);
    this.profile = profile;
  }

  public static void main(String... arguments)
      throws IOException, InterruptedException, ExecutionException, SQLException {
    Options options = Options.of(arguments);
    var patients = new Population(options.seed(), options.pathway(), options.patients());
    String conditions = Conditions.of(options, patients);
    URI url = options.url();
    String report =
        conditions + (url == null ? started(options, patients) : running(options, patients, url));
    System.out.println(report);
    Path file = options.report();
    if (file != null) {
      Files.writeString(file, report);
    }
  }

  private static String started(Options options, Population patients)
      throws IOException, InterruptedException, ExecutionException, SQLException {
    var data = new LoadedData(options);
    data.complete(patients);
    Path copy = data.copied();
    Path profiles = options.profile();
    if (profiles != null) {
      StatementCosts.prepare(copy);
    }
    try (Service service = Service.start(options, copy)) {
      var database = Database.of(copy);
      Profile profile = profiles == null ? null : new Profile(profiles, service, database);
      return Conditions.of(database)
          + "\n"
          + Report.of(new LoadRun(options, service, patients, profile).measured());
    } finally {
      data.forgetCopy();
    }
  }

  private static String running(Options options, Population patients, URI url)
      throws IOException, InterruptedException, ExecutionException, SQLException {
    try (Service service = Service.at(url, options)) {
      new Loader(service, patients).load();
      return "\n" + Report.of(new LoadRun(options, service, patients, null).measured());
    }
  }

  private List<Measurement> measured() throws IOException, InterruptedException, SQLException {
    List<Measurement> measurements = new ArrayList<>();
    try (var crowd = new Crowd(service, options.connections())) {
      for (Workload workload : workloads.all()) {
        if (options.wants(workload.name())) {
          System.err.println(workload.title());
          measurements.add(measured(workload, crowd));
        }
      }
    }
    return measurements;
  }

  private Measurement measured(Workload workload, Crowd crowd)
      throws IOException, InterruptedException, SQLException {
    if (workload.isByMllp() && service.mllpPort() == 0) {
      return Measurement.refused(workload, "no port is known for it");
    }
    Duration warmUp = options.warmUp();
    Duration time = options.measured();
    if (workload.wantsTreatable() && !workloads.hasTreatable()) {
      crowd.run(workloads.intakeOfFractures(), warmUp.plus(time));
    }
    Answer first = crowd.ask(workload);
    String refusal = first == null ? "no request to send" : workload.refusal(first);
    if (refusal != null) {
      return Measurement.refused(workload, refusal);
    }
    crowd.run(workload, warmUp);
    if (profile != null) {
      profile.start(workload);
    }
    ProcessorTime before = service.used();
    Tally tally = crowd.run(workload, time);
    ProcessorTime used = service.used().since(before);
    if (profile != null) {
      profile.stop(workload, tally.requests());
    }
    return new Measurement(workload, tally, used, null);
  }
}
