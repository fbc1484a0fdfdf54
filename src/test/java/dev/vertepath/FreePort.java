package dev.vertepath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for whom one has to be known before it is listened at: below those that the machine gives
 * to whoever asks for any, so that none is taken meanwhile, and none twice in a test run. Runs side
 * by side begin at different ones.
 */
public final class FreePort {

  private static final int FIRST = 18_000;
  private static final int LAST = 31_999;

  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 1009 % (LAST - FIRST)));

  private FreePort() {}

  public static int next() {
    for (int tried = FIRST; tried < LAST; tried++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), LAST - FIRST);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one, then.
      }
    }
    throw new UncheckedIOException(new IOException("No port is free"));
  }
}
