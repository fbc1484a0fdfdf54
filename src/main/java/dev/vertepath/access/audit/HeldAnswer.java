package dev.vertepath.access.audit;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer of which nothing leaves before it may: whoever is about to write it waits until it is
 * told of. What may not leave is written nowhere.
 */
final class HeldAnswer extends HttpServletResponseWrapper {

  private static final Pattern ERROR = Pattern.compile("[?&]error(?:=([a-z_]{1,40}))?(?:&|$)");

  private final Predicate<HeldAnswer> mayLeave;
  private @Nullable Boolean settled;
  private @Nullable String error;
  private boolean failedLogin;

  /**
   * @param mayLeave asked once, when the first byte is to be written
   */
  HeldAnswer(HttpServletResponse answer, Predicate<HeldAnswer> mayLeave) {
    super(answer);
    this.mayLeave = mayLeave;
  }

  boolean settle() {
    if (settled == null) {
      settled = mayLeave.test(this);
    }
    return settled;
  }

  /** Whether it leads back to the page of the login; other pages may bear an error of their own. */
  boolean isFailedLogin() {
    return failedLogin;
  }

  /**
   * With which error it leads back (RFC 6749, 4.1.2.1): empty where somebody shall try again to log
   * in; null when it leads back without one, or nowhere.
   */
  @Nullable String error() {
    return error;
  }

  boolean isWithheld() {
    return settled != null && !settled;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return settle() ? super.getOutputStream() : new Nowhere();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    return settle() ? super.getWriter() : new PrintWriter(Writer.nullWriter());
  }

  @Override
  public void flushBuffer() throws IOException {
    if (settle()) {
      super.flushBuffer();
    }
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    setStatus(status);
    if (settle()) {
      super.sendError(status, message);
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    setStatus(status);
    if (settle()) {
      super.sendError(status);
    }
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    sendRedirect(location, SC_FOUND, true);
  }

  @Override
  public void sendRedirect(String location, int status) throws IOException {
    sendRedirect(location, status, true);
  }

  @Override
  public void sendRedirect(String location, boolean clearBuffer) throws IOException {
    sendRedirect(location, SC_FOUND, clearBuffer);
  }

  @Override
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    setStatus(status);
    var found = ERROR.matcher(location);
    error = found.find() ? Objects.requireNonNullElse(found.group(1), "") : null;
    failedLogin = location.endsWith("/login?error");
    if (settle()) {
      super.sendRedirect(location, status, clearBuffer);
    }
  }

  private static final class Nowhere extends ServletOutputStream {

    @Override
    public void write(int b) {
      // Withheld.
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
