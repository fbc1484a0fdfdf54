package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.vertepath.FreePort;
import dev.vertepath.access.issuer.Accounts;
import dev.vertepath.access.issuer.Clients;
import dev.vertepath.access.issuer.NewAccount;
import dev.vertepath.access.issuer.NewClient;
import dev.vertepath.desk.patient.CountedStatements;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * The desk with the built-in authorization server: persons type name and password into its form,
 * act on pages, and what came of it is asked of the API by a token of their own.
 */
@Import({CountedStatements.class, FailingPage.class})
@TestPropertySource(
    properties = {
      "vertepath.authorization-server=true",
      "vertepath.delivery-http=true",
      "vertepath.delivery-networks=127.0.0.1"
    })
abstract class DeskLoggedIn extends DeskInBrowser {

  private static final String PASSWORD = "correct horse battery";
  private static final int PORT = FreePort.next();
  private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

  @Autowired private Accounts accounts;
  @Autowired private Clients clients;
  @Autowired private MessageSource messages;

  /** Browsers are sent to the authorization server by its name, so it is known before it starts. */
  @DynamicPropertySource
  static void itsName(DynamicPropertyRegistry properties) {
    properties.add("server.port", () -> PORT);
    properties.add("vertepath.base-url", () -> "http://127.0.0.1:%d/fhir".formatted(PORT));
  }

  /**
   * A person with an account.
   *
   * @param user as the record names her
   */
  protected record Someone(String account, String name, String user) {}

  protected Someone someone(String name, String... roles) {
    String account = name.toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + UUID.randomUUID();
    var someone = new Someone(account, name, "Practitioner/" + account);
    accounts.create(
        new NewAccount(account, name, List.of(roles), someone.user(), null, null), PASSWORD);
    return someone;
  }

  /** A person whose account does not say who she is in the record. */
  protected Someone unnamed(String name, String role) {
    String account = "unnamed-" + UUID.randomUUID();
    accounts.create(new NewAccount(account, name, List.of(role), null, null, null), PASSWORD);
    return new Someone(account, name, "");
  }

  /** Asks for a page, and comes to it by the login. */
  protected Page logIn(Someone who, String path) {
    return logIn(open(person(), path), who);
  }

  protected static Page logIn(Page page, Someone who) {
    assertThat(page.url()).endsWith("/login");
    page.locator("input[name=username]").fill(who.account());
    page.locator("input[name=password]").fill(PASSWORD);
    enter(page);
    page.waitForURL(url -> !url.contains("/login"));
    return page;
  }

  /** The header of a request to the API by this person, as name and value. */
  protected String[] by(Someone who) {
    String token =
        TOKENS.computeIfAbsent(
            who.account(), account -> app("App of " + who.name()).token(account, PASSWORD));
    return new String[] {"Authorization", "Bearer " + token};
  }

  /** An app that persons may let act for them. */
  protected TokenOf app(String name) {
    String id = "app-" + UUID.randomUUID();
    String redirect = base() + "/desk/goodbye";
    clients.create(
        new NewClient(
            id, name, List.of("user/*.cruds"), List.of(), null, null, null, List.of(redirect)));
    return new TokenOf(base(), id, redirect);
  }

  /** What the API tells this person. */
  protected JsonNode api(Someone who, String path) {
    return fhir(path, by(who));
  }

  /** The first that a search finds. */
  protected JsonNode first(Someone who, String search) {
    return api(who, search).at("/entry/0/resource");
  }

  /** What the API says when this person tries that. */
  protected HttpResponse<String> tries(Someone who, String verb, String path, String json) {
    return send(verb, path, json, by(who));
  }

  /** Of how many acts on a resource the trail tells that this person did them. */
  protected int acts(Someone auditor, Someone who, String action, String reference) {
    return api(
            auditor,
            "/AuditEvent?_total=accurate&outcome=0&agent=%s&action=%s&entity=%s"
                .formatted(who.user(), action, reference))
        .path("total")
        .asInt();
  }

  /** The words of the page, in English. */
  protected String words(String key, Object... values) {
    return messages.getMessage(key, values, Locale.ENGLISH);
  }

  /** Clicks on a link or a button with these words, which leads to another page. */
  protected void click(Page page, AriaRole role, String key, Object... values) {
    follow(
        page,
        page.getByRole(
            role, new Page.GetByRoleOptions().setName(words(key, values)).setExact(true)));
  }

  protected void save(Page page) {
    click(page, AriaRole.BUTTON, "patient.save");
  }
}
