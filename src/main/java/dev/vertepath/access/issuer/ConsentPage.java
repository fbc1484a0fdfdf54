package dev.vertepath.access.issuer;

import dev.vertepath.access.issuer.PatientsInSight.Found;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/**
 * The page that asks a person whether an app may have what it asks for. It tells what is pending
 * under its state, not what its own URL says. It runs nothing.
 */
final class ConsentPage extends HttpServlet {

  static final String PATH = "/consent";

  private static final long serialVersionUID = 1;
  private static final OAuth2TokenType STATE = new OAuth2TokenType("state");
  private static final int NOT_FOUND = 404;

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en" data-theme="auto">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>Allow %1$s</title>
          <link href="/desk/mark.svg" rel="icon" type="image/svg+xml">
          <link href="/desk/desk.css" rel="stylesheet">
        </head>
        <body>
          <header class="bar"><div class="bar-inner"><span class="brand">VertePath</span></div></header>
          <main>
            <h1>May %1$s have this?</h1>
            %6$s
            <form class="card" method="post" action="/oauth2/authorize">
              <p>You are logged in as %2$s.</p>
              <input type="hidden" name="client_id" value="%3$s">
              <input type="hidden" name="state" value="%4$s">
              %5$s
              <button type="submit" class="primary">Allow what is marked</button>
            </form>
            <form method="post" action="/oauth2/authorize">
              <input type="hidden" name="client_id" value="%3$s">
              <input type="hidden" name="state" value="%4$s">
              <button type="submit">Refuse</button>
            </form>
          </main>
        </body>
      </html>
      """;

  /** A name is no part of a URL, which is kept by browsers and proxies. */
  private static final String FIND =
      """
      <form class="login-form" method="post" action="/consent">
        <input type="hidden" name="state" value="%s">
        <input type="hidden" name="_csrf" value="%s">
        <p><label for="find">Find the patient by name or identifier</label>
        <input id="find" name="find" required maxlength="100"></p>
        <button type="submit">Find</button>
      </form>
      """;

  private static final String BY_ID =
      """
      <p><label for="patient">For the patient (logical id, as 42 of Patient/42)</label>
      <input id="patient" name="patient" required pattern="(Patient/)?[A-Za-z0-9.\\-]{1,64}"></p>
      """;

  private final transient Authorizations authorizations;
  private final transient Accounts accounts;
  private final transient Clients clients;
  private final transient PatientsInSight patients;

  ConsentPage(
      Authorizations authorizations, Accounts accounts, Clients clients, PatientsInSight patients) {
    this.authorizations = authorizations;
    this.accounts = accounts;
    this.clients = clients;
    this.patients = patients;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(page(request, ""), response);
  }

  /** Looks for the patient. What was sent with the URL is not looked for. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean byUrl = request.getQueryString() != null;
    String find = Objects.requireNonNullElse(request.getParameter("find"), "").strip();
    answer(byUrl ? null : page(request, find), response);
  }

  private static void answer(@Nullable String page, HttpServletResponse response)
      throws IOException {
    if (page == null) {
      response.sendError(NOT_FOUND);
      return;
    }
    response.setContentType("text/html;charset=UTF-8");
    response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
  }

  /** Null where nothing waits for this person's word. */
  private @Nullable String page(HttpServletRequest request, String find) {
    String state = request.getParameter("state");
    Principal person = request.getUserPrincipal();
    if (state == null || person == null) {
      return null;
    }
    OAuth2Authorization pending = authorizations.findByToken(state, STATE);
    if (pending == null || !pending.getPrincipalName().equals(person.getName())) {
      return null;
    }
    Account account = accounts.ofSubject(person.getName()).orElse(null);
    RegisteredClient client = clients.findById(pending.getRegisteredClientId());
    if (account == null || client == null) {
      return null;
    }
    boolean asksForPatient = LaunchContext.asksForPatient(request(pending), account);
    return PAGE.formatted(
        HtmlUtils.htmlEscape(client.getClientName()),
        HtmlUtils.htmlEscape(account.displayName()),
        HtmlUtils.htmlEscape(client.getClientId()),
        HtmlUtils.htmlEscape(state),
        scopes(pending) + (asksForPatient ? patient(account, client.getClientId(), find) : ""),
        asksForPatient
            ? FIND.formatted(HtmlUtils.htmlEscape(state), HtmlUtils.htmlEscape(csrf(request)))
            : "");
  }

  private static String csrf(HttpServletRequest request) {
    return ((CsrfToken) request.getAttribute(CsrfToken.class.getName())).getToken();
  }

  private static OAuth2AuthorizationRequest request(OAuth2Authorization pending) {
    return Objects.requireNonNull(
        pending.<OAuth2AuthorizationRequest>getAttribute(
            OAuth2AuthorizationRequest.class.getName()));
  }

  private static String scopes(OAuth2Authorization pending) {
    var fields = new StringBuilder();
    for (String scope : new TreeSet<>(request(pending).getScopes())) {
      String escaped = HtmlUtils.htmlEscape(scope);
      fields
          .append("<p><label><input type=\"checkbox\" name=\"scope\" value=\"")
          .append(escaped)
          .append("\" checked> ")
          .append(HtmlUtils.htmlEscape(ScopeWords.of(scope)))
          .append("</label></p>\n");
    }
    return fields.toString();
  }

  /** Those whom the person looked for, to choose from; else a field for the logical id. */
  private String patient(Account account, String client, String find) {
    List<Found> found = find.isEmpty() ? List.of() : patients.find(account, client, find);
    if (found.isEmpty()) {
      return (find.isEmpty() ? "" : "<p>Nobody whom you may see is found by that.</p>\n") + BY_ID;
    }
    var fields = new StringBuilder("<fieldset><legend>For the patient</legend>\n");
    for (Found one : found) {
      fields.append(
          "<p><label><input type=\"radio\" name=\"patient\" value=\"%s\" required> %s</label></p>\n"
              .formatted(one.id(), HtmlUtils.htmlEscape(one.words())));
    }
    return fields.append("</fieldset>\n").toString();
  }
}
