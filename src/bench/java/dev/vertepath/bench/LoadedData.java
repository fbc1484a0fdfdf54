package dev.vertepath.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;

/**
 * The data directory with the loaded patients, and the copy of it that a run works on: what is
 * measured begins from the same state each time.
 */
final class LoadedData {

  private final Path original;
  private final Path copy;
  private final Path note;
  private final Options options;

  LoadedData(Options options) {
    this.options = options;
    // What a hospital has sent is its own, and what nobody has sent is nobody's.
    String loaded = options.callers().equals(Callers.LOCAL) ? "loaded" : "loaded-by-hospital";
    this.original = options.data().resolve(loaded);
    this.copy = options.data().resolve("run");
    this.note = options.data().resolve(loaded + ".txt");
  }

  /** Loads what is missing, and leaves the tables as autovacuum would within minutes. */
  void complete(Population patients)
      throws IOException, InterruptedException, ExecutionException, SQLException {
    if (Files.exists(note) && Files.readString(note).equals(patients.toString())) {
      return;
    }
    Files.deleteIfExists(note);
    try (Service service = Service.start(options, original)) {
      long start = System.nanoTime();
      int sent = new Loader(service, patients).load();
      System.err.printf("%d patients sent in %.1f s%n", sent, (System.nanoTime() - start) / 1e9);
      Database.of(original).execute("vacuum (analyze)");
    }
    Files.writeString(note, patients.toString());
  }

  /** A fresh copy for one run. */
  Path copied() throws IOException, InterruptedException {
    run("rm", "-rf", copy.toString());
    run("cp", "-a", "--reflink=auto", original.toString(), copy.toString());
    return copy;
  }

  void forgetCopy() throws IOException, InterruptedException {
    run("rm", "-rf", copy.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + exit);
    }
  }
}
