package dev.vertepath.fhir;

import dev.vertepath.record.RecordException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Says as an OperationOutcome what Tomcat refuses before anything of FHIR could: what is no HTTP.
 * Tomcat makes it by its name.
 */
public final class ProtocolErrors extends ErrorReportValve {

  private static final int ERROR = 400;
  private static final int FAILED = 500;
  private static final int NOT_IMPLEMENTED = 501;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      response.setContentType("application/fhir+json");
      response.setCharacterEncoding("UTF-8");
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(OperationOutcomes.tree(List.of(problem(status))).toString());
        response.finishResponse();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Problem problem(int status) {
    if (status == NOT_IMPLEMENTED) {
      return new Problem("not-supported", null, "This verb is not served here.");
    }
    return status < FAILED
        ? new Problem(
            "invalid",
            null,
            "This is no request of HTTP that can be read: percent-encode what may not stand in a URL"
                + " (RFC 3986), keep control characters out of headers, and URL and headers below"
                + " 8 kB: a longer search is sent by POST to _search.")
        : new Problem("exception", null, "The server failed at this request.");
  }
}
