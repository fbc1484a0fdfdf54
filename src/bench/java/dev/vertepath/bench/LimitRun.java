package dev.vertepath.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;

/**
 * The limits: what Tomcat needs for as many bytes, and PostgreSQL for the same statements, when
 * nothing stands between the client and them.
 */
final class LimitRun {

  private static final int REQUESTS = 64;

  private final Options options;
  private final Service service;
  private final Path data;
  private final Service tomcat;
  private final Optional<PgBench> pgBench = PgBench.find();

  private LimitRun(Options options, Service service, Path data, Service tomcat) throws IOException {
    this.options = options;
    this.service = service;
    this.data = data;
    this.tomcat = tomcat;
  }

  public static void main(String... arguments)
      throws IOException, InterruptedException, ExecutionException, SQLException {
    Options options = Options.of(arguments);
    var patients = new Population(options.seed(), options.pathway(), options.patients());
    String conditions = Conditions.of(options, patients);
    var data = new LoadedData(options);
    data.complete(patients);
    Path copy = data.copied();
    try (Service service = Service.start(options, copy);
        Service tomcat = tomcat(options)) {
      var run = new LimitRun(options, service, copy, tomcat);
      System.out.println(conditions);
      System.out.print(run.table(new Workloads(patients)));
    } finally {
      data.forgetCopy();
    }
  }

  private static Service tomcat(Options options) throws IOException, InterruptedException {
    int port = Service.freePort();
    List<String> command = new ArrayList<>();
    command.add(Service.JAVA.toString());
    command.addAll(options.javaOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ConstantAnswers.class.getName(), Integer.toString(port)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    while (!listens(port)) {
      Thread.sleep(100);
    }
    return new Service(
        URI.create("http://127.0.0.1:" + port), process.pid(), 0, 0, Callers.local(), process);
  }

  private static boolean listens(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private String table(Workloads workloads) throws IOException, InterruptedException, SQLException {
    var lines =
        new StringBuilder(
            """
            | workload | bytes | Tomcat | statements | pgbench | sum |
            |---|--:|--:|--:|--:|--:|
            """);
    for (Workload workload : workloads.reading()) {
      if (options.wants(workload.name())) {
        System.err.println(workload.title());
        lines.append(line(workload)).append('\n');
      }
    }
    return lines.toString();
  }

  private String line(Workload workload) throws IOException, InterruptedException, SQLException {
    var database = Database.of(data);
    var log = new StatementLog(data, database);
    RandomGenerator random = new SplittableRandom(1);
    long bytes = 0;
    try (var connection = new KeptConnection(service, service.callers().token(0))) {
      log.start();
      for (int i = 0; i < REQUESTS; i++) {
        Request request = workload.requests().next(random);
        Answer answer = connection.send(request == null ? Request.get("/metadata") : request);
        if (answer.isError()) {
          return "| %s | refused %d | | | | |".formatted(workload.title(), answer.status());
        }
        bytes += answer.length();
      }
    }
    List<String> statements = log.stop();
    double constant = constant(bytes / REQUESTS);
    Double prepared = pgBench.isEmpty() ? null : prepared(pgBench.get(), statements, database);
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %.3f | %.1f | %s | %s |",
        workload.title(),
        bytes / REQUESTS,
        constant,
        (double) statements.size() / REQUESTS,
        prepared == null ? "no pgbench" : String.format(Locale.ROOT, "%.3f", prepared),
        prepared == null ? "" : String.format(Locale.ROOT, "%.3f", constant + prepared));
  }

  /** Milliseconds of Tomcat's processor time for one answer. */
  private double constant(long bytes) throws IOException, InterruptedException {
    var workload =
        Workload.of("constant", "", new Reference(0, 0), random -> Request.get("/" + bytes));
    try (var crowd = new Crowd(tomcat, options.connections())) {
      crowd.run(workload, options.warmUp());
      ProcessorTime before = tomcat.used();
      Tally tally = crowd.run(workload, options.measured());
      return tomcat.used().since(before).per(tally.requests()).jvm();
    }
  }

  /** Milliseconds of PostgreSQL's processor time for the statements of one request. */
  private double prepared(PgBench pgBench, List<String> statements, Database database)
      throws IOException, InterruptedException {
    int connections = options.connections() / 2;
    pgBench.run(statements, connections, Duration.ofSeconds(1), database);
    ProcessorTime before = service.used();
    long rounds = pgBench.run(statements, connections, options.measured(), database);
    return service.used().since(before).postgres() / rounds / REQUESTS;
  }
}
