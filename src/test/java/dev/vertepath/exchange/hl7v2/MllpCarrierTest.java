package dev.vertepath.exchange.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.hl7v2.AcknowledgmentCode;
import dev.vertepath.FreePort;
import dev.vertepath.exchange.outbox.Attempt;
import dev.vertepath.exchange.outbox.Attempt.Delivered;
import dev.vertepath.exchange.outbox.Attempt.Failed;
import dev.vertepath.exchange.outbox.Delivery;
import dev.vertepath.exchange.outbox.Undeliverable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One acknowledgment, and what its receiver can do with it. */
class MllpCarrierTest {

  private static final String ACKNOWLEDGMENT =
      "MSH|^~\\&|VP|LAKE|HIS|LAKE|20261018091500||ACK^A28^ACK|a-1|P|2.5.1|||AL|NE\rMSA|AA|m-1\r";

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** For those that never answer. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final MllpPartner PARTNER = new MllpPartner();

  @AfterAll
  static void close() {
    PARTNER.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"CA", "AA"})
  void aReceiverThatAcknowledgesItHasIt(AcknowledgmentCode code) throws Exception {
    PARTNER.answers(message -> code);
    int before = PARTNER.got("MSA|AA|m-1").size();

    assertThat(carry(PARTNER.port(), PATIENCE)).isInstanceOf(Delivered.class);

    assertThat(PARTNER.got("MSA|AA|m-1")).hasSize(before + 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CE", "CR", "AE", "AR"})
  void aReceiverThatRefusesItMayTakeOthers(AcknowledgmentCode code) throws Exception {
    PARTNER.answers(message -> code);

    assertThat(carry(PARTNER.port(), PATIENCE))
        .isEqualTo(new Failed("The receiver answered " + code, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "MSH|^~\\&|HIS|LAKE|VP|LAKE|1||ACK|x|P|2.5.1\\rMSA|CA|a-2; acknowledged another message",
        "MSH|^~\\&|HIS|LAKE|VP|LAKE|1||ACK|x|P|2.5.1\\rMSA|CA; acknowledged another message",
        "MSH|^~\\&|HIS|LAKE|VP|LAKE|1||ACK|x|P|2.5.1; answered is no acknowledgment",
        "MSH|^~\\&|HIS|LAKE|VP|LAKE|1||ACK|x|P|2.5.1\\rMSA|OK|a-1; answered is no acknowledgment",
        "220 mail.example ESMTP; answered is no acknowledgment",
      })
  void anAnswerToSomethingElseIsNone(String answer, String problem) throws Exception {
    byte[] frame =
        ("\u000b" + answer.replace("\\r", "\r") + "\r\u001c\r").getBytes(StandardCharsets.US_ASCII);

    Failed failed = (Failed) carryTo(frame, true, false, PATIENCE);

    assertThat(failed.problem()).contains(problem);
    assertThat(failed.ofReceiver()).isFalse();
  }

  @Test
  void aReceiverThatHangsIsLeft() throws Exception {
    assertThat(carryTo(new byte[0], true, false, SHORT))
        .isEqualTo(new Failed("No answer within 1 s", true));
  }

  /** Each byte comes in time, and the answer never. */
  @Test
  void aReceiverThatDripsIsLeft() throws Exception {
    assertThat(carryTo(new byte[] {0x0B}, true, true, SHORT))
        .isEqualTo(new Failed("No answer within 1 s", true));
  }

  @Test
  void aReceiverThatGoesAwayHasNotGotIt() throws Exception {
    assertThat(carryTo(new byte[0], false, false, PATIENCE))
        .isEqualTo(new Failed("The connection ended without an answer", true));
  }

  @Test
  void nobodyThereIsToldInWordsThatTellNothingOfWhatWasSent() throws Exception {
    assertThat(carry(FreePort.next(), PATIENCE))
        .isEqualTo(new Failed("The connection failed (ConnectException)", true));
  }

  @Test
  void whatIsForASenderWithoutAnAddressWaitsForOne() {
    try (var carrier = carrier("RIS|LAKE=127.0.0.1:2575", Duration.ofSeconds(1))) {
      assertThat(carrier.isFor("answers to HIS|LAKE")).isTrue();
      assertThatThrownBy(() -> carrier.carry(delivery()))
          .isInstanceOf(Undeliverable.class)
          .hasMessage("VERTEPATH_MLLP_ACKNOWLEDGMENTS names no address of this sender");
    }
  }

  @Test
  void answersToUrlsAreNotItsOwn() {
    try (var carrier = carrier("", Duration.ofSeconds(1))) {
      assertThat(carrier.isFor("answers to https://his.example")).isFalse();
      assertThat(carrier.isFor("Subscription/1")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HIS|LAKE",
        "HIS=127.0.0.1:2575",
        "HIS|LAKE=127.0.0.1",
        "HIS|LAKE=127.0.0.1:0",
        "HIS|LAKE=https://127.0.0.1:2575",
        "HIS|LAKE=127.0.0.1:2575/x",
        "|=127.0.0.1:2575",
        "HIS|LAKE=a:1,HIS|LAKE=b:2",
      })
  void aSettingThatIsNoneSaysHowItIsWritten(String setting) {
    assertThatThrownBy(() -> AcknowledgmentReceivers.of(setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("VERTEPATH_MLLP_ACKNOWLEDGMENTS: '")
        .hasMessageEndingWith("as in HIS|LAKESIDE=his.lakeside.example:2576.");
  }

  private static MllpCarrier carrier(String setting, Duration patience) {
    return new MllpCarrier(AcknowledgmentReceivers.of(setting), null, patience);
  }

  private static Attempt carry(int port, Duration patience) throws Undeliverable {
    try (var carrier =
        carrier("HIS|LAKE=127.0.0.1:%d, RIS|=[::1]:2575".formatted(port), patience)) {
      return carrier.carry(delivery());
    }
  }

  /**
   * @param answer of the receiver to whatever comes
   * @param staying whether it keeps the connection open then
   * @param dripping whether it answers the same again and again
   */
  private static Attempt carryTo(
      byte[] answer, boolean staying, boolean dripping, Duration patience) throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread receiver =
          Thread.ofPlatform().daemon().start(() -> receive(server, answer, staying, dripping));
      Attempt attempt = carry(server.getLocalPort(), patience);
      receiver.join();
      return attempt;
    }
  }

  private static void receive(
      ServerSocket server, byte[] answer, boolean staying, boolean dripping) {
    try (Socket socket = server.accept()) {
      int read;
      do {
        read = socket.getInputStream().read();
      } while (read != 0x1C);
      do {
        socket.getOutputStream().write(answer);
        Thread.sleep(dripping ? 50 : 0);
      } while (dripping);
      if (staying) {
        // Until the sender has left.
        socket.getInputStream().readAllBytes();
      } else {
        socket.getInputStream().read();
      }
    } catch (IOException left) {
      // It was left.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Delivery delivery() {
    Instant now = Instant.EPOCH;
    return new Delivery(
        1,
        "answers to HIS|LAKE",
        1,
        "message/1",
        null,
        "answer",
        null,
        null,
        null,
        now,
        1,
        now,
        new Delivery.Ready(
            null, V2Channel.FORMAT, ACKNOWLEDGMENT.getBytes(StandardCharsets.UTF_8)));
  }
}
