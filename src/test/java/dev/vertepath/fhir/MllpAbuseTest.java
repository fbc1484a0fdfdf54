package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vertepath.exchange.hl7v2.Mllp;
import dev.vertepath.exchange.hl7v2.MllpListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What comes to the port of MLLP and is no sound message, or too much: the others go on. */
@TestPropertySource(properties = "vertepath.mllp-port=0")
class MllpAbuseTest extends FhirOverHttp {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST = 64;
  private static final int MEGABYTE = 1 << 20;

  @Autowired MllpListener listener;
  @Autowired JdbcClient jdbc;

  private static String adt(String id) {
    return """
        MSH|^~\\&|HIS|LAKE|VP|LAKE|20261018091500||ADT^A28^ADT_A05|%1$s|P|2.5.1
        PID|1||%1$s^^^LAKE^MR||Lindgren^Oskar
        """
        .formatted(id);
  }

  private int inLedger(String id) {
    return jdbc.sql("select count(*) from message where id = ?")
        .param(id)
        .query(Integer.class)
        .single();
  }

  @Test
  void aMessageOfFiftyMegabytesEndsItsConnectionAlone() throws IOException {
    try (Mllp other = Mllp.to(listener.port());
        var socket = new Socket("127.0.0.1", listener.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(0x0B);
      out.write(adt("abuse-1").replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
      var filling = new byte[MEGABYTE];
      Arrays.fill(filling, (byte) 'x');
      assertThatThrownBy(
              () -> {
                for (int megabyte = 0; megabyte < 50; megabyte++) {
                  out.write(filling);
                }
              })
          .isInstanceOf(SocketException.class);

      assertThat(other.send(adt("abuse-1b")).get(1)).isEqualTo("MSA|AA|abuse-1b");
    }
    assertThat(inLedger("abuse-1")).isZero();
  }

  @Test
  void aMessageThatNeverEndsIsNotTakenIn() throws IOException {
    try (var socket = new Socket("127.0.0.1", listener.port())) {
      socket.getOutputStream().write(0x0B);
      socket
          .getOutputStream()
          .write(adt("abuse-2").replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      socket.setSoTimeout((int) PATIENCE.toMillis());
      assertThat(socket.getInputStream().read()).isNegative();
    }
    assertThat(inLedger("abuse-2")).isZero();
  }

  @Test
  void whatComesBetweenMessagesIsLeftOut() throws IOException {
    var noise = new byte[4096];
    new Random(1).nextBytes(noise);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = noise[i] == 0x0B ? 0 : noise[i];
    }
    var socket = new Socket("127.0.0.1", listener.port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.getOutputStream().write(noise);
    try (var sender = new Mllp(socket)) {
      assertThat(sender.send(adt("abuse-3")).get(1)).isEqualTo("MSA|AA|abuse-3");
    }
  }

  @Test
  void noiseThatIsFramedAsAMessageIsRejectedAndTheConnectionGoesOn() throws IOException {
    var random = new Random(2);
    try (Mllp sender = Mllp.to(listener.port())) {
      for (int i = 0; i < 50; i++) {
        var noise = new char[random.nextInt(1, 400)];
        for (int at = 0; at < noise.length; at++) {
          // Neither begins nor ends a frame, nor is taken away as a space at its ends.
          noise[at] = (char) random.nextInt(0x21, 0x100);
        }
        String header = i % 2 == 0 ? "" : "MSH|^~\\&";
        assertThat(sender.send(header + new String(noise), StandardCharsets.ISO_8859_1).toString())
            .contains("MSA|A");
      }
      assertThat(sender.send(adt("abuse-4")).get(1)).isEqualTo("MSA|AA|abuse-4");
    }
  }

  @Test
  void ofTwoHundredConnectionsAtOnceSixtyFourAreServedAndTheRestTurnedAway() throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        open.add(new Socket("127.0.0.1", listener.port()));
      }
      List<Socket> served = new ArrayList<>(open);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                served.removeIf(MllpAbuseTest::isTurnedAway);
                return served.size() <= MOST;
              });
      assertThat(served).isNotEmpty();
      Socket one = served.getFirst();
      one.setSoTimeout((int) PATIENCE.toMillis());
      assertThat(new Mllp(one).send(adt("abuse-5")).get(1)).isEqualTo("MSA|AA|abuse-5");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    await().atMost(PATIENCE).until(this::isServed);
  }

  private boolean isServed() {
    try (Mllp next = Mllp.to(listener.port())) {
      return next.send(adt("abuse-6")).get(1).equals("MSA|AA|abuse-6");
    } catch (UncheckedIOException stillFull) {
      return false;
    }
  }

  private static boolean isTurnedAway(Socket socket) {
    try {
      socket.setSoTimeout(5);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException silent) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
