package dev.vertepath.access.audit;

import dev.vertepath.access.CurrentCaller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the trail who was let in: an answer without a body is told of when he has left. */
final class CallerFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Trail trail = Trail.find();
    if (trail != null) {
      CurrentCaller.find().ifPresent(trail::by);
    }
    chain.doFilter(request, response);
  }
}
