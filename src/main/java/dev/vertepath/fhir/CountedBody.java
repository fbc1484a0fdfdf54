package dev.vertepath.fhir;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A body that is refused when it is too much. */
final class CountedBody extends ServletInputStream {

  private final InputStream in;
  private final long limit;
  private long count;
  private boolean finished;

  private CountedBody(InputStream in, long limit) {
    this.in = in;
    this.limit = limit;
  }

  /**
   * @param limit in bytes, of what comes out
   * @throws Refusal 400 for what is no gzip though it should be
   */
  static CountedBody of(InputStream sent, boolean gzip, long limit) throws IOException {
    try {
      return new CountedBody(gzip ? new GZIPInputStream(sent) : sent, limit);
    } catch (ZipException | EOFException e) {
      throw notGzip(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int read = in.read(bytes, offset, length);
      count(read);
      return read;
    } catch (ZipException | EOFException e) {
      throw notGzip(e);
    }
  }

  private void count(int read) {
    finished = read < 0;
    count += Math.max(0, read);
    if (count > limit) {
      throw new Refusal(
          Refusal.TOO_LARGE,
          "too-long",
          "The body is larger than %d bytes: send it in parts, or raise VERTEPATH_MAX_BODY."
              .formatted(limit));
    }
  }

  private static Refusal notGzip(IOException e) {
    var refusal =
        new Refusal(
            Refusal.BAD_REQUEST,
            "structure",
            "The body is no sound gzip, as its Content-Encoding says: send it whole, or without.");
    refusal.initCause(e);
    return refusal;
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    throw new UnsupportedOperationException("Bodies are read as they come");
  }
}
