package dev.vertepath.access.login;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Who fails to log in again and again waits, and those at other addresses do not. */
class GuessRateTest {

  private static final FilterChain WRONG =
      (request, response) -> ((HttpServletResponse) response).sendRedirect("/login?error");
  private static final FilterChain RIGHT =
      (request, response) -> ((HttpServletResponse) response).sendRedirect("/");
  private static final FilterChain REFUSED =
      (request, response) -> ((HttpServletResponse) response).setStatus(401);

  private final GuessRate guesses =
      new GuessRate(Clock.fixed(Instant.parse("2026-03-01T08:00:00Z"), ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({"/login, 20", "/oauth2/token, 100"})
  void afterSoManyFailuresNoMoreIsLookedAt(String path, int most) throws Exception {
    FilterChain failing = path.equals("/login") ? WRONG : REFUSED;
    for (int i = 0; i < most; i++) {
      assertThat(asked("POST", path, "10.0.0.1", failing).getStatus()).isNotEqualTo(429);
    }

    MockHttpServletResponse last = asked("POST", path, "10.0.0.1", RIGHT);
    assertThat(last.getStatus()).isEqualTo(429);
    assertThat(last.getHeader("Retry-After")).isEqualTo("1");
    assertThat(asked("POST", path, "10.0.0.2", RIGHT).getStatus()).isEqualTo(302);
    assertThat(asked("GET", path, "10.0.0.1", RIGHT).getStatus()).as("the page").isEqualTo(302);
  }

  @Test
  void whoSucceedsIsNotCounted() throws Exception {
    for (int i = 0; i < 200; i++) {
      assertThat(asked("POST", "/login", "10.0.0.1", RIGHT).getStatus()).isEqualTo(302);
    }
  }

  private MockHttpServletResponse asked(
      String method, String path, String address, FilterChain chain) throws Exception {
    var request = new MockHttpServletRequest(method, path);
    request.setRemoteAddr(address);
    var response = new MockHttpServletResponse();
    guesses.doFilter(request, response, chain);
    return response;
  }
}
