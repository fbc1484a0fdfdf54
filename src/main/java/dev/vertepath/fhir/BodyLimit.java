package dev.vertepath.fhir;

import dev.vertepath.record.RequestTime;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no more of a body in than the limit, counted as it is after decompression: a small one that
 * swells is stopped while it does. One that drips is stopped when the time of the request is over.
 */
final class BodyLimit extends OncePerRequestFilter {

  private static final String ENCODING = "Content-Encoding";

  private final long limit;
  private final Duration time;
  private final Clock clock;

  /**
   * @param limit in bytes
   * @param time how long a request may take
   */
  BodyLimit(long limit, Duration time, Clock clock) {
    this.limit = limit;
    this.time = time;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      RequestTime.<Exception>within(
          time, clock, () -> chain.doFilter(new Limited(request), response));
    } catch (ServletException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private final class Limited extends HttpServletRequestWrapper {

    private final boolean gzip;
    private final @Nullable Refusal unknown;

    Limited(HttpServletRequest request) {
      super(request);
      String encoding = request.getHeader(ENCODING);
      this.gzip = "gzip".equalsIgnoreCase(encoding);
      boolean plain = encoding == null || encoding.isBlank() || "identity".equals(encoding);
      this.unknown = gzip || plain ? null : notDecoded(encoding);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (unknown != null) {
        throw unknown;
      }
      InputStream sent = super.getInputStream();
      try {
        return new Counted(gzip ? new GZIPInputStream(sent) : sent, limit);
      } catch (ZipException | EOFException e) {
        throw notGzip(e);
      }
    }

    /** What comes out here is no longer compressed. */
    @Override
    public @Nullable String getHeader(String name) {
      return gzip && name.equalsIgnoreCase(ENCODING) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return gzip && name.equalsIgnoreCase(ENCODING)
          ? Collections.enumeration(List.of())
          : super.getHeaders(name);
    }
  }

  private static Refusal notDecoded(String encoding) {
    var refusal =
        new Refusal(
            Refusal.UNSUPPORTED_MEDIA_TYPE,
            "not-supported",
            "The Content-Encoding '%s' is not read here: send the body plain, or as gzip."
                .formatted(encoding));
    refusal.addResponseHeader("Accept-Encoding", "gzip, identity");
    return refusal;
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

  /** Counts what is read, and refuses what is too much. */
  private static final class Counted extends ServletInputStream {

    private final InputStream in;
    private final long limit;
    private long count;
    private boolean finished;

    Counted(InputStream in, long limit) {
      this.in = in;
      this.limit = limit;
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
        if (read >= 0 && RequestTime.isOver()) {
          throw tooSlow();
        }
        return read;
      } catch (ZipException | EOFException e) {
        throw notGzip(e);
      }
    }

    private static Refusal tooSlow() {
      var refusal =
          new Refusal(
              Refusal.REQUEST_TIMEOUT,
              "timeout",
              "The body took longer to arrive than a request may take altogether (%s): send it faster, or in parts."
                  .formatted(RequestTime.SETTING));
      refusal.addResponseHeader("Connection", "close");
      return refusal;
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
}
