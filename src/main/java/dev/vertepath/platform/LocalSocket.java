package dev.vertepath.platform;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketFactory;

/**
 * The way to the embedded server that does not go through the network: small statements, of which
 * most requests consist, cost a good part less by it on both sides.
 *
 * @param cluster where the server makes the socket, open to this user only
 * @param possible whether this machine and the file system know such sockets, and the path is short
 *     enough for one
 */
record LocalSocket(Path cluster, boolean possible) {

  /** As long as the longest name within the cluster. */
  private static final String PROBE = "vertepath.socket.probing";

  static LocalSocket of(DataDirectory directory) {
    return new LocalSocket(
        directory.cluster(),
        AFUNIXSocket.isSupported() && canHoldOne(directory.cluster().resolveSibling(PROBE)));
  }

  private static boolean canHoldOne(Path probe) {
    try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Files.deleteIfExists(probe);
      channel.bind(UnixDomainSocketAddress.of(probe));
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    } finally {
      probe.toFile().delete();
    }
  }

  /**
   * What the server is told: relative to its data, for that needs no quotes; nothing where it could
   * not make one, over which it would not start.
   */
  String directory() {
    return possible ? "." : "";
  }

  /** The JDBC URL of the server that listens at a port. */
  String url(int port) {
    if (!possible) {
      return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }
    // The factory answers for this name only.
    return "jdbc:postgresql://localhost:%d/postgres?socketFactory=%s&socketFactoryArg=%s"
        .formatted(
            port,
            AFUNIXSocketFactory.FactoryArg.class.getName(),
            URLEncoder.encode(
                cluster.resolve(".s.PGSQL." + port).toString(), StandardCharsets.UTF_8));
  }
}
