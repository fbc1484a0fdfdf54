package dev.vertepath.fhir;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Role;
import dev.vertepath.access.Scope;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Stands for a login, which has tests of its own. */
@TestConfiguration
class TestCallers {

  @Bean
  FilterRegistrationBean<Filter> testLogin() {
    var filter =
        new FilterRegistrationBean<Filter>(
            (request, response, chain) -> {
              String role = ((HttpServletRequest) request).getHeader(AuditOverHttp.ROLE);
              if (role == null) {
                chain.doFilter(request, response);
                return;
              }
              try {
                CurrentCaller.<Exception>during(
                    caller(role, ((HttpServletRequest) request).getHeader("X-Test-Patient")),
                    () -> chain.doFilter(request, response));
              } catch (IOException | ServletException | RuntimeException e) {
                throw e;
              } catch (Exception e) {
                throw new ServletException(e);
              }
            });
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
    return filter;
  }

  private static Caller caller(String role, @Nullable String patient) {
    List<Scope> scopes = new ArrayList<>();
    scopes.add(Scope.parse(patient == null ? "user/*.cruds" : "patient/*.rs").orElseThrow());
    return new Caller(
        Caller.Kind.PERSON,
        "subject-of-" + role,
        "Dr. " + role,
        "Practitioner/" + role,
        "client-of-" + role,
        patient == null
            ? Arrays.stream(Role.values())
                .filter(r -> r.code().equals(role))
                .collect(Collectors.toSet())
            : Set.of(),
        "Organization/one",
        scopes,
        patient,
        "TREAT");
  }
}
