package dev.vertepath.exchange.hl7v2;

import dev.vertepath.access.Caller;
import dev.vertepath.exchange.ledger.MessageText.Reply;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Waits for senders of HL7 v2 on a port; each has a connection, or several, and a thread for it.
 */
public final class MllpListener implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(MllpListener.class);
  private static final int CONNECTIONS = 64;

  /** How long, in milliseconds, a sender may take to prove who it is. */
  private static final int HANDSHAKE = 10_000;

  /** How long, in milliseconds, a connection may be silent: then it is another's turn. */
  private static final int IDLE = 600_000;

  private static final int SECONDS_TO_FINISH = 15;

  private final Port where;
  private final MllpSenders senders;
  private final V2Reception reception;
  private final long longest;
  private final Semaphore free = new Semaphore(CONNECTIONS);
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket server;
  private volatile boolean running;

  /** Where it waits. */
  @FunctionalInterface
  interface Port {

    /**
     * @param number null for the one that was set
     */
    ServerSocket open(@Nullable Integer number) throws IOException;
  }

  /**
   * @param longest message in bytes
   * @throws IOException when the port cannot be listened at
   */
  MllpListener(Port where, MllpSenders senders, V2Reception reception, long longest)
      throws IOException {
    this.where = where;
    this.server = where.open(null);
    this.senders = senders;
    this.reception = reception;
    this.longest = longest;
  }

  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void start() {
    reopen();
    running = true;
    Thread.ofPlatform().daemon().name("mllp").start(this::accept);
    LOG.info(
        "HL7 v2 is taken in by MLLP at {}:{}.", server.getInetAddress().getHostAddress(), port());
  }

  /** After it was stopped, at the same port. */
  private void reopen() {
    if (server.isClosed()) {
      try {
        server = where.open(server.getLocalPort());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void accept() {
    boolean full = false;
    while (running) {
      try {
        Socket socket = server.accept();
        if (free.tryAcquire()) {
          full = false;
          var connection = new Connection(socket);
          open.add(connection);
          Thread.ofPlatform().daemon().name("mllp-sender").start(connection);
        } else {
          if (!full) {
            LOG.warn(
                "More than {} MLLP connections at a time: others are turned away.", CONNECTIONS);
          }
          full = true;
          socket.close();
        }
      } catch (IOException e) {
        if (running) {
          LOG.warn("An MLLP connection was not made: {}", e.getMessage());
        }
      }
    }
  }

  @Override
  public void stop() {
    running = false;
    close(server);
    open.forEach(Connection::finish);
    for (Connection connection : open) {
      connection.await();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private static void close(AutoCloseable closed) {
    try {
      closed.close();
    } catch (Exception e) {
      LOG.debug("Closing failed", e);
    }
  }

  /** One sender's connection. */
  private final class Connection implements Runnable {

    private final Socket socket;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean working;

    Connection(Socket socket) {
      this.socket = socket;
    }

    @Override
    public void run() {
      try (socket) {
        socket.setKeepAlive(true);
        socket.setSoTimeout(HANDSHAKE);
        Optional<Caller> caller = senders.caller(socket);
        if (caller.isEmpty()) {
          LOG.warn(
              "An MLLP connection by a certificate that VERTEPATH_SENDERS does not name was closed.");
          return;
        }
        socket.setSoTimeout(IDLE);
        serve(caller.get());
      } catch (IOException e) {
        if (running) {
          LOG.info("An MLLP connection ended: {}", e.getMessage());
        }
      } finally {
        open.remove(this);
        free.release();
        ended.countDown();
      }
    }

    private void serve(Caller caller) throws IOException {
      var frames =
          new MllpFrames(
              new BufferedInputStream(socket.getInputStream()), socket.getOutputStream(), longest);
      String address = socket.getInetAddress().getHostAddress();
      byte[] raw = frames.next();
      while (raw != null && begin()) {
        Reply answer = reception.byMllp(caller, address, raw);
        if (answer.body().length > 0) {
          frames.write(answer.body());
        }
        end();
        raw = frames.next();
      }
    }

    private synchronized boolean begin() {
      working = running;
      return working;
    }

    private synchronized void end() {
      working = false;
      if (!running) {
        close(socket);
      }
    }

    /** What is under way is answered; nothing new begins. */
    synchronized void finish() {
      if (!working) {
        close(socket);
      }
    }

    void await() {
      try {
        if (!ended.await(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
          close(socket);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
