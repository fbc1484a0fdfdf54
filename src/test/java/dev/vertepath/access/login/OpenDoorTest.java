package dev.vertepath.access.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Where nobody logs in, web pages of others stay outside nevertheless. */
class OpenDoorTest {

  private final OpenDoor local = new OpenDoor(OpenDoor.namesOfThisMachine(), false);
  private final OpenDoor trusted =
      new OpenDoor(OpenDoor.namesOfANetwork("https://fhir.hospital.example/fhir"), false);

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:8080", "localhost:8080", "LocalHost", "[::1]:8080", "127.0.0.2"})
  void thisMachineIsCalledByItsOwnNames(String host) {
    assertThat(status(local, "GET", host, null)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.0.2.1:8080",
        "127.evil.example"
      })
  void aNameThatSomebodyPointedHereIsRefused(String host) {
    assertThat(status(local, "GET", host, null)).isEqualTo(403);
  }

  @Test
  void aCallWithoutANameIsNoBrowsers() {
    assertThat(status(local, "GET", null, null)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:8080", "service:8080", "192.0.2.1", "fhir.hospital.example:443"})
  void aTrustedNetworkCallsItByNamesThatNobodyOutsideCanHave(String host) {
    assertThat(status(trusted, "GET", host, null)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "hospital.example", "x.fhir.hospital.example"})
  void andByNoOthers(String host) {
    assertThat(status(trusted, "GET", host, null)).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, https://evil.example, 403",
    "PUT, null, 403",
    "DELETE, http://127.0.0.1:9999, 403",
    "PATCH, http://localhost:8080.evil.example, 403",
    "POST, http://localhost:8080, 200",
    "GET, https://evil.example, 200",
  })
  void aPageOfAnotherOriginChangesNothing(String verb, String origin, int status) {
    assertThat(status(local, verb, "localhost:8080", origin)).isEqualTo(status);
  }

  @Test
  void withCorsTheOriginHasBeenLookedAtBefore() {
    var door = new OpenDoor(OpenDoor.namesOfThisMachine(), true);

    assertThat(status(door, "POST", "localhost", "https://app.example")).isEqualTo(200);
  }

  @Test
  void whoComesInIsTheLocalCallerForThatRequestOnly() throws Exception {
    var seen = new AtomicReference<Optional<Caller>>();

    local.doFilter(
        new MockHttpServletRequest("GET", "/fhir/Patient"),
        new MockHttpServletResponse(),
        (request, response) -> seen.set(CurrentCaller.find()));

    assertThat(seen.get()).contains(Caller.LOCAL);
    assertThat(CurrentCaller.find()).isEmpty();
  }

  private static int status(
      OpenDoor door, String verb, @Nullable String host, @Nullable String origin) {
    var request = new MockHttpServletRequest(verb, "/fhir/Patient");
    if (host != null) {
      request.addHeader("Host", host);
    }
    if (origin != null) {
      request.addHeader("Origin", origin);
    }
    var response = new MockHttpServletResponse();
    try {
      door.doFilter(request, response, (in, out) -> assertThat(CurrentCaller.find()).isPresent());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return response.getStatus();
  }
}
