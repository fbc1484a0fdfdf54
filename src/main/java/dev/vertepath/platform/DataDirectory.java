package dev.vertepath.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything this program keeps, locked for as long as it is open.
 *
 * <p>The operating system drops the lock when the process dies, however it dies, so a left-over
 * lock file never stands in the way.
 */
final class DataDirectory implements AutoCloseable {

  private static final String LOCK_FILE = "vertepath.lock";

  private final Path root;
  private final FileChannel channel;

  private DataDirectory(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * Makes the directory if it is missing, and locks it.
   *
   * @throws StartUpException when it cannot be written or another process holds it
   */
  static DataDirectory open(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      makeForThisUserOnly(root);
      root = root.toRealPath();
      var channel =
          FileChannel.open(
              root.resolve(LOCK_FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw inUse(root);
      }
      channel.truncate(0);
      channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
      return new DataDirectory(root, channel);
    } catch (IOException e) {
      throw new StartUpException(
          "The data directory "
              + root
              + " cannot be written ("
              + reason(e)
              + "): give this user the right to write there, or name another directory with"
              + " VERTEPATH_DATA_DIR.",
          e);
    }
  }

  private static void makeForThisUserOnly(Path root) throws IOException {
    if (Durable.isPosix(root)) {
      Files.createDirectories(root, permissions("rwx------"));
    } else {
      Files.createDirectories(root);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String allowed) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(allowed));
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case FileAlreadyExistsException inTheWay -> "a file of that name is in the way";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> e.getClass().getSimpleName();
    };
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static StartUpException inUse(Path root) {
    return new StartUpException(
        "The data directory "
            + root
            + " is in use by a running VertePath"
            + holder(root)
            + ": stop that one first, or name another directory with VERTEPATH_DATA_DIR.");
  }

  private static String holder(Path root) {
    try {
      String pid = Files.readString(root.resolve(LOCK_FILE)).strip();
      return pid.isEmpty() ? "" : " (process " + pid + ")";
    } catch (IOException e) {
      return "";
    }
  }

  /** The database cluster. */
  Path cluster() {
    return root.resolve("postgres");
  }

  /** Exists while a new cluster is being made and nothing has been stored in it yet. */
  Path unfinishedCluster() {
    return root.resolve("postgres.unfinished");
  }

  /** What the database server writes to its log. */
  Path serverLog() {
    return root.resolve("postgres.log");
  }

  /** The database password, readable by this user alone. */
  Path password() {
    return root.resolve("postgres.password");
  }

  /** The unpacked database server; never beside the cluster, for its library tidies up in here. */
  Path binaries() {
    return root.resolve("binaries");
  }

  /** The library lets every user write there. */
  void closeBinariesToOthers() throws IOException {
    if (Durable.isPosix(binaries())) {
      Files.setPosixFilePermissions(binaries(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
