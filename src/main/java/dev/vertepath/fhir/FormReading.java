package dev.vertepath.fhir;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads forms that are no FHIR before anybody asks for their fields, and says why not where one is
 * too large, too slow or not to be read: inside the audit trail, so that this is told as well.
 */
final class FormReading extends OncePerRequestFilter {

  private final String service;

  /**
   * @param service the path under which FHIR is served, which reads by itself
   */
  FormReading(String service) {
    this.service = service;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request instanceof LimitedRequest limited
        && !request.getRequestURI().startsWith(service + "/")) {
      try {
        limited.readForm();
      } catch (Refusal e) {
        BodyLimit.refuse(response, e);
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
