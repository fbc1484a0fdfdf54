package dev.vertepath.fhir;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses TRACE everywhere but for FHIR, which refuses it with an OperationOutcome: the container
 * would send back what was sent, credentials included (RFC 9110, 9.3.8).
 */
final class TraceFilter extends OncePerRequestFilter {

  private final String path;

  /**
   * @param path of FHIR, as in {@code /fhir}
   */
  TraceFilter(String path) {
    this.path = path;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getMethod().equals("TRACE") && !request.getServletPath().equals(path)) {
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else {
      chain.doFilter(request, response);
    }
  }
}
