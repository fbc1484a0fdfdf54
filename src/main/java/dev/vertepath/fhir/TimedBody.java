package dev.vertepath.fhir;

import dev.vertepath.record.RequestTime;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body as it arrives, which is refused when it has not before the time of its request is over.
 */
final class TimedBody extends InputStream {

  private final InputStream in;

  TimedBody(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return inTime(in.read());
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return inTime(in.read(bytes, offset, length));
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  private static int inTime(int read) {
    if (read >= 0 && RequestTime.isOver()) {
      var refusal =
          new Refusal(
              Refusal.REQUEST_TIMEOUT,
              "timeout",
              "The body took longer to arrive than a request may take altogether (%s): send it faster, or in parts."
                  .formatted(RequestTime.SETTING));
      refusal.addResponseHeader("Connection", "close");
      throw refusal;
    }
    return read;
  }
}
