package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vertepath.access.issuer.Clients;
import dev.vertepath.access.issuer.NewClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A browser goes from the patient's page to an app of another origin, to the consent, and back to
 * the app: what the content policy lets forms and their redirects do.
 */
class LaunchIT extends PatientInBrowser {

  private static final int FOUND = 302;
  private static final int OK = 200;
  private static final int NO_BODY = -1;
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @Autowired private Clients clients;

  @Autowired private JdbcClient jdbc;

  private HttpServer server;
  private String client = "";
  private String origin = "";

  @BeforeEach
  void anAppOfAnotherOriginListens() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/open", this::open);
    server.createContext("/back", LaunchIT::back);
    server.start();
    origin = "http://127.0.0.1:" + server.getAddress().getPort();
    client = "app-" + UUID.randomUUID();
    clients.create(
        new NewClient(
            client,
            "Bone app " + client,
            List.of("launch", "patient/*.rs"),
            List.of(),
            null,
            null,
            null,
            List.of(origin + "/back"),
            origin + "/open"));
  }

  /** Of the other tests no page shall offer it. */
  @AfterEach
  void theAppIsGone() {
    jdbc.sql("delete from client where id = ?").param(client).update();
    server.stop(0);
  }

  private void open(HttpExchange exchange) throws IOException {
    String to =
        "%s/oauth2/authorize?response_type=code&state=s&client_id=%s&redirect_uri=%s/back&scope=launch+patient/*.rs&code_challenge_method=S256&code_challenge=%s&aud=%s/fhir&%s"
            .formatted(
                base(), client, origin, CHALLENGE, base(), exchange.getRequestURI().getRawQuery());
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(FOUND, NO_BODY);
    exchange.close();
  }

  private static void back(HttpExchange exchange) throws IOException {
    byte[] page =
        "<!DOCTYPE html><html lang=en><link rel=icon href='data:,'><title>App</title><p>I am the app</html>"
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/html");
    exchange.sendResponseHeaders(OK, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  @Test
  void fromThePageOfAPatientToTheAppAndItsConsentAndBack() {
    Page page = logIn(clinician, patientPage());
    assertAccessible(page);

    click(page, AriaRole.BUTTON, "patient.do.launch", "Bone app " + client);
    page.waitForURL("**/consent?**");
    assertThat(page.url()).doesNotContain(id);
    assertThat(page.locator("input[name=patient]").count()).isZero();
    follow(page, page.locator("form[action='/oauth2/authorize'] button.primary"));
    page.waitForURL(origin + "/back?**");

    assertThat(page.url()).contains("code=").doesNotContain("error", id);
    assertThat(page.locator("p").textContent()).contains("I am the app");
  }
}
