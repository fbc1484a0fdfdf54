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
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The service with its audit trail, and callers who are who they say they are. */
@Import(AuditOverHttp.Callers.class)
abstract class AuditOverHttp extends FhirOverHttp {

  static final String ROLE = "X-Test-Role";

  @Autowired JdbcClient jdbc;

  private long before;

  /** Stands for a login, which has tests of its own. */
  @TestConfiguration
  static class Callers {

    @Bean
    FilterRegistrationBean<Filter> testLogin() {
      var filter =
          new FilterRegistrationBean<Filter>(
              (request, response, chain) -> {
                String role = ((HttpServletRequest) request).getHeader(ROLE);
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
  }

  private static Caller caller(String role, String patient) {
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

  @BeforeEach
  void fromHere() {
    before = last();
  }

  private long last() {
    return jdbc.sql("select coalesce(max(seq), 0) from audit_event").query(Long.class).single();
  }

  /** The events since this was asked for last, as {@code act outcome reason touched}. */
  List<String> told() {
    List<String> told =
        jdbc.sql(
                """
                select concat_ws(' ', act, operation, outcome, reason,
                  nullif(array_to_string(touched, ' '), ''))
                from audit_event where seq > ? order by seq
                """)
            .param(before)
            .query((row, number) -> row.getString(1))
            .list();
    before = last();
    return told;
  }

  JsonNode auditOf(String query) {
    return get("/AuditEvent?" + query, ROLE, "auditor").json();
  }

  static String transaction(String... entries) {
    return bundle("transaction", entries);
  }

  static String bundle(String type, String... entries) {
    return "{'resourceType':'Bundle','type':'"
        + type
        + "','entry':["
        + String.join(",", entries)
        + "]}";
  }

  static String entry(String verb, String url) {
    return "{'request':{'method':'" + verb + "','url':'" + url + "'}}";
  }

  static String entry(String verb, String url, String resource) {
    return "{'request':{'method':'%s','url':'%s'},'resource':%s}".formatted(verb, url, resource);
  }
}
