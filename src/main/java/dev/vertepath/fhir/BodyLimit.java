package dev.vertepath.fhir;

import dev.vertepath.record.RequestTime;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no more of a body in than the limit, counted as it is after decompression: a small one that
 * swells is stopped while it does. One that drips is stopped when the time of the request is over,
 * whoever it is for, and whether it is read or not.
 */
final class BodyLimit extends OncePerRequestFilter {

  /** Bytes of a body that nobody wanted, so that its sender comes to read why. */
  private static final long LEFT = 2L * 1024 * 1024;

  private static final int PIECE = 8 * 1024;

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
          time,
          clock,
          () -> {
            answer(request, response, chain);
            drain(request, response);
          });
    } catch (ServletException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(new LimitedRequest(request, limit), response);
    } catch (Refusal e) {
      refuse(response, e);
    } catch (ServletException e) {
      if (!(e.getCause() instanceof Refusal refusal)) {
        throw e;
      }
      refuse(response, refusal);
    }
  }

  static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(refusal.getStatusCode());
    if (refusal.hasResponseHeaders()) {
      refusal
          .getResponseHeaders()
          .forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
    }
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType("text/plain;charset=UTF-8");
    byte[] why = (refusal.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
    response.setContentLength(why.length);
    response.getOutputStream().write(why);
  }

  /** What is left of a body the container would read to its end, however long that takes. */
  private static void drain(HttpServletRequest request, HttpServletResponse response) {
    boolean sent =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    if (!sent || request.isAsyncStarted() || request.getHeader("Expect") != null) {
      return;
    }
    try {
      ServletInputStream rest = request.getInputStream();
      byte[] piece = new byte[PIECE];
      long left = LEFT;
      while (left > 0 && !rest.isFinished() && !RequestTime.isOver()) {
        if (rest.available() == 0) {
          response.flushBuffer();
        }
        int read = rest.read(piece);
        left = read < 0 ? 0 : left - read;
      }
    } catch (IOException e) {
      // Its sender is gone, or sends what is no body: the container closes the connection.
      response.setHeader("Connection", "close");
    }
  }
}
