package dev.vertepath.fhir;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A request whose body is read within limits, also where it is a form whose fields are asked for:
 * the container would read that one past whoever counts.
 */
final class LimitedRequest extends HttpServletRequestWrapper {

  private static final String ENCODING = "Content-Encoding";

  /** Bytes of a form, which is held in memory whole; as Tomcat has it. */
  private static final long LONGEST_FORM = 2L * 1024 * 1024;

  private final long limit;
  private final boolean gzip;
  private final boolean form;
  private final @Nullable Refusal unknown;
  private boolean streamed;
  private byte @Nullable [] read;
  private @Nullable Map<String, String[]> fields;

  LimitedRequest(HttpServletRequest request, long limit) {
    super(request);
    String encoding = request.getHeader(ENCODING);
    this.gzip = "gzip".equalsIgnoreCase(encoding);
    boolean plain = encoding == null || encoding.isBlank() || "identity".equals(encoding);
    this.unknown = gzip || plain ? null : notDecoded(encoding);
    this.form = isForm(request);
    this.limit = form ? Math.min(limit, LONGEST_FORM) : limit;
  }

  private static boolean isForm(HttpServletRequest request) {
    String type = Objects.requireNonNullElse(request.getContentType(), "");
    return request.getMethod().equals("POST")
        && type.replaceFirst(";.*", "")
            .strip()
            .toLowerCase(Locale.ROOT)
            .equals(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
  }

  /**
   * Reads a form, before anybody asks for its fields.
   *
   * @throws Refusal for one that is too slow, too large or not to be read
   */
  void readForm() throws IOException {
    if (form && read == null && !streamed) {
      // What was refused is not read on by who asks later.
      read = new byte[0];
      read = counted().readAllBytes();
    }
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (read != null) {
      return CountedBody.of(new ByteArrayInputStream(read), false, read.length);
    }
    streamed = true;
    return counted();
  }

  private ServletInputStream counted() throws IOException {
    // Even of one that is refused: whoever asks for a field later would have the container read it,
    // for as long as it drips.
    ServletInputStream body = super.getInputStream();
    if (unknown != null) {
      throw unknown;
    }
    return CountedBody.of(new TimedBody(body), gzip, limit);
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new BufferedReader(new InputStreamReader(getInputStream(), charset()));
  }

  private Charset charset() {
    String named = getCharacterEncoding();
    try {
      return named == null ? StandardCharsets.UTF_8 : Charset.forName(named);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      var refusal =
          new Refusal(
              Refusal.UNSUPPORTED_MEDIA_TYPE,
              "not-supported",
              "The charset of the Content-Type is not known here: send UTF-8.");
      refusal.initCause(e);
      throw refusal;
    }
  }

  /** Those of the URL, then those of the form. */
  @Override
  public Map<String, String[]> getParameterMap() {
    if (fields == null) {
      try {
        readForm();
        // What is read already is not read again: these are of the URL only.
        Map<String, String[]> ofUrl = super.getParameterMap();
        fields = read == null ? ofUrl : FormFields.after(ofUrl, read, charset());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return fields;
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = getParameterMap().get(name);
    return values == null || values.length == 0 ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return getParameterMap().get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
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
}
