package dev.vertepath.access.issuer;

import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.access.issuer.PatientsInSight.Found;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The page that asks a person whether an app may have what it asks for. It tells what is pending
 * under its state, not what its own URL says.
 */
@ConditionalOnBooleanProperty("vertepath.authorization-server")
@ConditionalOnWebApplication
@Controller
class ConsentPage {

  static final String PATH = "/consent";

  private static final String VIEW = "frame/consent";
  private static final OAuth2TokenType STATE = new OAuth2TokenType("state");

  private final Authorizations authorizations;
  private final Accounts accounts;
  private final Clients clients;
  private final PatientsInSight patients;

  ConsentPage(
      Authorizations authorizations, Accounts accounts, Clients clients, AuditedRecord record) {
    this.authorizations = authorizations;
    this.accounts = accounts;
    this.clients = clients;
    this.patients = new PatientsInSight(record);
  }

  @GetMapping(PATH)
  String ask(
      @RequestParam(defaultValue = "") String state, @Nullable Principal person, Model model) {
    return show(state, person, "", model);
  }

  /** Looks for the patient. What was sent with the URL is not looked for: URLs are kept. */
  @PostMapping(PATH)
  String find(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String find,
      @Nullable Principal person,
      HttpServletRequest request,
      Model model) {
    if (request.getQueryString() != null) {
      throw nothingWaits();
    }
    return show(state, person, find.strip(), model);
  }

  private static ResponseStatusException nothingWaits() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  private String show(String state, @Nullable Principal person, String find, Model model) {
    OAuth2Authorization pending = state.isEmpty() ? null : authorizations.findByToken(state, STATE);
    if (pending == null || person == null || !pending.getPrincipalName().equals(person.getName())) {
      throw nothingWaits();
    }
    Account account = accounts.ofSubject(person.getName()).orElseThrow(ConsentPage::nothingWaits);
    RegisteredClient client = clients.findById(pending.getRegisteredClientId());
    if (client == null) {
      throw nothingWaits();
    }
    OAuth2AuthorizationRequest asked = request(pending);
    var scopes = new TreeSet<>(asked.getScopes());
    boolean asksForPatient = LaunchContext.asksForPatient(asked, account);
    List<Found> found =
        asksForPatient && !find.isEmpty()
            ? patients.find(account, client.getClientId(), find)
            : List.of();
    model.addAttribute("app", client.getClientName());
    model.addAttribute("client", client.getClientId());
    model.addAttribute("name", account.displayName());
    model.addAttribute("state", state);
    model.addAttribute("scopes", scopes.stream().map(AskedScope::of).toList());
    model.addAttribute("asksForPatient", asksForPatient);
    model.addAttribute("find", find);
    model.addAttribute("found", found);
    return VIEW;
  }

  private static OAuth2AuthorizationRequest request(OAuth2Authorization pending) {
    return Objects.requireNonNull(
        pending.<OAuth2AuthorizationRequest>getAttribute(
            OAuth2AuthorizationRequest.class.getName()));
  }
}
