package dev.vertepath.exchange.hl7v2;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST /hl7v2}: a message of HL7 v2 over HTTP, answered by its acknowledgment. */
final class V2Servlet extends HttpServlet {

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int TIMEOUT = 408;
  private static final int UNSUPPORTED = 415;

  private static final Set<String> FORMATS =
      Set.of(V2Channel.FORMAT, "x-application/hl7-v2+er7", "text/plain");

  private final transient V2Reception reception;

  V2Servlet(V2Reception reception) {
    this.reception = reception;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!FORMATS.contains(bare(request.getContentType()))) {
      say(response, UNSUPPORTED, "Send HL7 v2 with bars, as " + V2Channel.FORMAT + ".");
      return;
    }
    byte[] raw;
    try {
      raw = request.getInputStream().readAllBytes();
    } catch (BaseServerResponseException tooMuch) {
      // What is not read is no message that could be acknowledged.
      if (tooMuch.getStatusCode() == TIMEOUT) {
        response.setHeader("Connection", "close");
      }
      say(response, tooMuch.getStatusCode(), tooMuch.getMessage());
      return;
    }
    try {
      write(response, reception.byHttp(raw));
    } catch (RecordException e) {
      response.setStatus(e.kind() == Kind.FORBIDDEN ? FORBIDDEN : BAD_REQUEST);
      write(response, reception.reject(raw, e));
    }
  }

  private static void say(HttpServletResponse response, int status, @Nullable String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().write(text + "\n");
  }

  private static void write(HttpServletResponse response, Reply answer) throws IOException {
    response.setContentType(answer.format());
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  private static String bare(@Nullable String contentType) {
    return contentType == null ? "" : contentType.replaceFirst(";.*", "").strip();
  }
}
