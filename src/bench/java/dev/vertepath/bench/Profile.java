package dev.vertepath.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a workload's time goes: in the Java threads of the service by samples of their processor
 * time (JEP 509, Linux), and in PostgreSQL by statement. It costs time itself, so the figures of a
 * run with profiles are not to be quoted.
 */
final class Profile {

  private final Path directory;
  private final Service service;
  private final StatementCosts statements;

  Profile(Path directory, Service service, Database database) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.service = service;
    this.statements = new StatementCosts(database);
  }

  void start(Workload workload) throws IOException, InterruptedException, SQLException {
    statements.start();
    jcmd(
        "JFR.start",
        "name=" + workload.name(),
        "settings=none",
        "+jdk.CPUTimeSample#enabled=true",
        "+jdk.CPUTimeSample#throttle=5ms");
  }

  void stop(Workload workload, long requests)
      throws IOException, InterruptedException, SQLException {
    Path recording = directory.resolve(workload.name() + ".jfr");
    jcmd("JFR.stop", "name=" + workload.name(), "filename=" + recording);
    Files.writeString(
        directory.resolve(workload.name() + ".txt"),
        new Hotspots(recording).told() + statements.told(requests));
  }

  private void jcmd(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(Service.JAVA.resolveSibling("jcmd").toString());
    all.add(Long.toString(service.pid()));
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", all) + ": " + said);
    }
  }
}
