package dev.vertepath.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recording of where the service's threads spend their processor time (JEP 509, Linux). */
final class Profile {

  private final @Nullable Path directory;
  private final long service;
  private final String workload;

  /**
   * @param directory null to record nothing
   */
  Profile(@Nullable Path directory, long service, String workload) {
    this.directory = directory;
    this.service = service;
    this.workload = workload;
  }

  void start() throws IOException, InterruptedException {
    if (directory != null) {
      Files.createDirectories(directory);
      jcmd(
          "JFR.start",
          "name=" + workload,
          "settings=none",
          "+jdk.CPUTimeSample#enabled=true",
          "+jdk.CPUTimeSample#throttle=5ms",
          "+jdk.ActiveSetting#enabled=false");
    }
  }

  void stop() throws IOException, InterruptedException {
    if (directory != null) {
      Path file = directory.resolve(workload + ".jfr");
      jcmd("JFR.stop", "name=" + workload, "filename=" + file);
      Files.writeString(directory.resolve(workload + ".md"), new Hotspots(file).told());
    }
  }

  private void jcmd(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    all.add(Long.toString(service));
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", all) + ": " + said);
    }
  }
}
