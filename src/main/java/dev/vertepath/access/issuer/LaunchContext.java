package dev.vertepath.access.issuer;

import dev.vertepath.access.audit.Logins;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;

/**
 * For which patient an app is opened (SMART App Launch 2.2): the one from whose page it was opened
 * ("launch", by a handle of {@link Launches}); else ("launch/patient") the one that the person is,
 * or whom she names when she is asked for her consent. Whether there is such a patient is then not
 * looked at: what the person may not see, the token does not open.
 */
final class LaunchContext implements Consumer<OAuth2AuthorizationConsentAuthenticationContext> {

  static final String SCOPE = "launch/patient";

  /** The scope and the parameter of an app that was opened from a patient's page. */
  static final String LAUNCH = "launch";

  /** The field of the page, the attribute of the authorization, and the claim of the token. */
  static final String PATIENT = "patient";

  private static final Set<String> SCOPES = Set.of(SCOPE, LAUNCH);
  private static final Pattern ID = Pattern.compile("(?:Patient/)?([A-Za-z0-9.-]{1,64})");

  private static final String NOT_GOOD =
      "The handle in the parameter launch is unknown, was used, has expired, or is of another person"
          + " or app: open the app from the patient's page again.";

  private final Accounts accounts;
  private final Authorizations authorizations;
  private final Launches launches;

  LaunchContext(Accounts accounts, Authorizations authorizations, Launches launches) {
    this.accounts = accounts;
    this.authorizations = authorizations;
    this.launches = launches;
  }

  /** Whether an app is to know a patient. */
  static boolean isWanted(Collection<String> scopes) {
    return scopes.stream().anyMatch(SCOPES::contains);
  }

  /** Whether the person has to be asked for the patient. */
  static boolean asksForPatient(OAuth2AuthorizationRequest asked, Account account) {
    return asked.getScopes().contains(SCOPE)
        && account.patient() == null
        && asked.getAdditionalParameters().get(LAUNCH) == null;
  }

  /**
   * Why an app cannot be opened as it asks; null when it can, as far as is known before the person
   * has logged in.
   */
  @Nullable String problem(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
    Object handle = request.getAdditionalParameters().get(LAUNCH);
    boolean wanted = request.getScopes().contains(LAUNCH);
    if (handle == null) {
      return wanted
          ? "The scope launch is for an app that was opened from a patient's page: send the parameter"
              + " launch that it was opened with, or ask for launch/patient."
          : null;
    }
    if (!wanted) {
      return "With the parameter launch, ask for the scope launch.";
    }
    var person = (Authentication) request.getPrincipal();
    boolean known =
        person != null
            && person.isAuthenticated()
            && !(person instanceof AnonymousAuthenticationToken);
    return !known || launches.isGood(handle.toString(), person.getName(), request.getClientId())
        ? null
        : NOT_GOOD;
  }

  @Override
  public void accept(OAuth2AuthorizationConsentAuthenticationContext context) {
    OAuth2Authorization authorization = context.getAuthorization();
    OAuth2AuthorizationConsentAuthenticationToken said = context.getAuthentication();
    var asked = Objects.requireNonNull(context.getAuthorizationRequest());
    Optional<Account> account = accounts.ofSubject(authorization.getPrincipalName());
    account.ifPresent(one -> Logins.letIn(one.caller(asked.getClientId())));
    if (!isWanted(said.getScopes())) {
      return;
    }
    if (asked.getAdditionalParameters().get(LAUNCH) instanceof Object handle) {
      String patient =
          launches
              .redeem(handle.toString(), authorization.getPrincipalName(), asked.getClientId())
              .orElseThrow(() -> refused(context, NOT_GOOD));
      authorizations.choose(authorization.getId(), patient);
    } else if (account.map(Account::patient).isEmpty()) {
      Object named = said.getAdditionalParameters().get(PATIENT);
      var id = ID.matcher(named instanceof String text ? text.strip() : "");
      if (!id.matches()) {
        throw refused(context, "The app is to be opened for a patient: name one.");
      }
      authorizations.choose(authorization.getId(), id.group(1));
    }
  }

  private static OAuth2AuthorizationCodeRequestAuthenticationException refused(
      OAuth2AuthorizationConsentAuthenticationContext context, String why) {
    return new OAuth2AuthorizationCodeRequestAuthenticationException(
        new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, why, null), request(context));
  }

  private static OAuth2AuthorizationCodeRequestAuthenticationToken request(
      OAuth2AuthorizationConsentAuthenticationContext context) {
    var asked = Objects.requireNonNull(context.getAuthorizationRequest());
    return new OAuth2AuthorizationCodeRequestAuthenticationToken(
        asked.getAuthorizationUri(),
        asked.getClientId(),
        (Authentication) Objects.requireNonNull(context.getAuthentication().getPrincipal()),
        asked.getRedirectUri(),
        asked.getState(),
        asked.getScopes(),
        null);
  }

  /** The patient that an authorization is for. */
  static @Nullable String of(Account account, @Nullable OAuth2Authorization authorization) {
    if (account.patient() != null) {
      return account.patient();
    }
    return authorization != null && isWanted(authorization.getAuthorizedScopes())
        ? authorization.getAttribute(PATIENT)
        : null;
  }
}
