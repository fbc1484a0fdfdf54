package dev.vertepath.exchange.hl7v2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Messages on a connection, as MLLP frames them (HL7 Transport Specification: MLLP, Release 1). The
 * bytes are kept as they came: HAPI's own reader gives a text.
 */
final class MllpFrames {

  private static final int START = 0x0B;
  private static final int END = 0x1C;
  private static final int RETURN = 0x0D;

  private final InputStream in;
  private final OutputStream out;
  private final long longest;

  /**
   * @param longest message in bytes
   */
  MllpFrames(InputStream in, OutputStream out, long longest) {
    this.in = in;
    this.out = out;
    this.longest = longest;
  }

  /**
   * The next message; null when the sender has closed the connection. What comes between frames is
   * left out.
   *
   * @throws IOException when it is too long, or the connection ends within
   */
  byte @Nullable [] next() throws IOException {
    int read;
    do {
      read = in.read();
      if (read < 0) {
        return null;
      }
    } while (read != START);
    var message = new ByteArrayOutputStream();
    while (true) {
      read = in.read();
      if (read < 0) {
        throw new IOException("The connection ended within a message");
      }
      if (read == END) {
        return message.toByteArray();
      }
      if (message.size() >= longest) {
        throw new IOException("A message is longer than " + longest + " bytes");
      }
      message.write(read);
    }
  }

  void write(byte[] message) throws IOException {
    var frame = new ByteArrayOutputStream(message.length + 3);
    frame.write(START);
    frame.writeBytes(message);
    frame.write(END);
    frame.write(RETURN);
    out.write(frame.toByteArray());
    out.flush();
  }
}
