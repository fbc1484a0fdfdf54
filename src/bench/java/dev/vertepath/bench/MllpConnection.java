package dev.vertepath.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;

/** One connection over MLLP that is kept from message to message. */
final class MllpConnection implements AutoCloseable {

  private static final int START = 0x0B;
  private static final int END = 0x1C;
  private static final int RETURN = 0x0D;
  private static final int OK = 200;

  private final Socket socket;
  private final InputStream in;
  private byte[] buffer = new byte[8 * 1024];

  /**
   * @param patience in milliseconds
   */
  MllpConnection(String host, int port, int patience) throws IOException {
    this.socket = new Socket(host, port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(patience);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a message and reads its acknowledgment whole. */
  Answer send(byte[] message) throws IOException {
    byte[] frame = new byte[message.length + 3];
    frame[0] = START;
    System.arraycopy(message, 0, frame, 1, message.length);
    frame[message.length + 1] = END;
    frame[message.length + 2] = RETURN;
    socket.getOutputStream().write(frame);
    int length = 0;
    for (int read = next(); read != END; read = next()) {
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * length);
      }
      if (read != START) {
        buffer[length++] = (byte) read;
      }
    }
    next();
    return new Answer(OK, buffer, length);
  }

  private int next() throws IOException {
    int read = in.read();
    if (read < 0) {
      throw new IOException("The service has closed the connection");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
