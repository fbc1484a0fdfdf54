package dev.vertepath.exchange.hl7v2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A sender of HL7 v2 that sends bytes as they are, and waits for each answer. */
public final class Mllp implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;

  public Mllp(Socket socket) {
    this.socket = socket;
  }

  public static Mllp to(int port) {
    try {
      var socket = new Socket("127.0.0.1", port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new Mllp(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends lines as a message, and gives the lines of its answer. */
  public List<String> send(String message) {
    return send(message, StandardCharsets.UTF_8);
  }

  public List<String> send(String message, Charset charset) {
    try {
      var frame = new ByteArrayOutputStream();
      frame.write(0x0B);
      frame.writeBytes(message.strip().replace('\n', '\r').concat("\r").getBytes(charset));
      frame.write(0x1C);
      frame.write('\r');
      socket.getOutputStream().write(frame.toByteArray());
      return List.of(answer(socket.getInputStream(), charset).split("\r"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(InputStream in, Charset charset) throws IOException {
    var answer = new ByteArrayOutputStream();
    int read;
    while ((read = in.read()) != 0x1C) {
      if (read < 0) {
        throw new IOException("The connection ended without an answer");
      }
      if (read != 0x0B) {
        answer.write(read);
      }
    }
    if (in.read() != '\r') {
      throw new IOException("The frame does not end");
    }
    return answer.toString(charset);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
