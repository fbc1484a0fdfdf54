package dev.vertepath.desk.frame;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The page of errors is where failed requests are led to. Who asks for it asks for nothing, and
 * would be told of a failure that there was not.
 */
final class NoErrorPage extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    response.sendError(HttpServletResponse.SC_NOT_FOUND);
  }
}
