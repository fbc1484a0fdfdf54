package dev.vertepath.exchange.hl7v2;

import dev.vertepath.exchange.hl7v2.AcknowledgmentReceivers.Address;
import dev.vertepath.exchange.outbox.Attempt;
import dev.vertepath.exchange.outbox.Attempt.Delivered;
import dev.vertepath.exchange.outbox.Attempt.Failed;
import dev.vertepath.exchange.outbox.Carrier;
import dev.vertepath.exchange.outbox.Delivery;
import dev.vertepath.exchange.outbox.Undeliverable;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Carries application acknowledgments to senders over MLLP, each by a connection of its own, and
 * waits until the sender has acknowledged that it has it.
 */
final class MllpCarrier implements Carrier, AutoCloseable {

  private static final int LONGEST_ANSWER = 1 << 20;

  private final AcknowledgmentReceivers receivers;
  private final @Nullable SSLSocketFactory secured;
  private final Duration patience;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("mllp-watch").unstarted(work));

  /**
   * @param secured makes connections with TLS; null for connections without
   * @param patience how long a receiver may take in all, whatever bytes come meanwhile
   */
  MllpCarrier(
      AcknowledgmentReceivers receivers, @Nullable SSLSocketFactory secured, Duration patience) {
    this.receivers = receivers;
    this.secured = secured;
    this.patience = patience;
  }

  @Override
  public boolean isFor(String channel) {
    return AcknowledgmentReceivers.isChannel(channel);
  }

  @Override
  public Attempt carry(Delivery delivery) throws Undeliverable {
    Delivery.Ready ready = delivery.ready();
    if (ready == null) {
      throw new Undeliverable("There is no body");
    }
    Address to =
        receivers
            .address(delivery.channel())
            .orElseThrow(
                () ->
                    new Undeliverable(
                        AcknowledgmentReceivers.SETTING + " names no address of this sender"));
    var late = new AtomicBoolean();
    try (var socket = new Socket()) {
      ScheduledFuture<?> deadline =
          watch.schedule(
              () -> {
                late.set(true);
                socket.close();
                return null;
              },
              patience.toMillis(),
              TimeUnit.MILLISECONDS);
      try {
        socket.connect(new InetSocketAddress(to.host(), to.port()));
        return exchange(to, socket, ready.body());
      } finally {
        deadline.cancel(false);
      }
    } catch (IOException e) {
      return new Failed(
          late.get() ? "No answer within " + patience.toSeconds() + " s" : words(e), true);
    }
  }

  private Attempt exchange(Address to, Socket plain, byte[] message) throws IOException {
    try (Socket socket = secured == null ? plain : secure(secured, to, plain)) {
      var frames =
          new MllpFrames(
              new BufferedInputStream(socket.getInputStream()),
              socket.getOutputStream(),
              LONGEST_ANSWER);
      frames.write(message);
      byte[] answer = frames.next();
      if (answer == null) {
        throw new EOFException();
      }
      return judged(text(message), text(answer));
    }
  }

  private static SSLSocket secure(SSLSocketFactory secured, Address to, Socket plain)
      throws IOException {
    var socket = (SSLSocket) secured.createSocket(plain, to.host(), to.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    // The certificate must be of this host: nothing looks at that by itself.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** Header and MSA can be read in any character set that is sent by MLLP. */
  private static String text(byte[] message) {
    return new String(message, StandardCharsets.ISO_8859_1);
  }

  private static Attempt judged(String message, String answer) {
    V2Header sent = V2Header.of(message).orElseThrow();
    String separator =
        V2Header.of(answer).map(header -> String.valueOf(header.separator())).orElse("|");
    List<String> told =
        Arrays.stream(answer.split("[\\r\\n]+"))
            .filter(line -> line.startsWith("MSA" + separator))
            .map(line -> List.of((line + separator + separator).split("\\Q" + separator, -1)))
            .findFirst()
            .orElse(List.of("", "", ""));
    String code = told.get(1).strip();
    return switch (code) {
      case "CA", "AA" ->
          told.get(2).strip().equals(sent.controlId())
              ? new Delivered()
              : new Failed("The receiver acknowledged another message", false);
      case "CE", "CR", "AE", "AR" -> new Failed("The receiver answered " + code, false);
      default -> new Failed("What the receiver answered is no acknowledgment", false);
    };
  }

  private static String words(IOException failure) {
    return switch (failure) {
      case UnknownHostException e -> "The host's name is not known";
      case SSLException e -> "TLS failed: the certificate is not trusted, or not of this host";
      case EOFException e -> "The connection ended without an answer";
      default -> "The connection failed (" + failure.getClass().getSimpleName() + ")";
    };
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
