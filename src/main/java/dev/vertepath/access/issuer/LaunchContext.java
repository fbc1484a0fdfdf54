package dev.vertepath.access.issuer;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;

/**
 * For which patient an app is opened (SMART App Launch 2.2, "launch/patient"): the one that the
 * person is, or whom she names when she is asked for her consent. Whether there is such a patient
 * is not looked at: what the person may not see, the token does not open.
 */
final class LaunchContext implements Consumer<OAuth2AuthorizationConsentAuthenticationContext> {

  static final String SCOPE = "launch/patient";

  /** The field of the page, the attribute of the authorization, and the claim of the token. */
  static final String PATIENT = "patient";

  private static final Pattern ID = Pattern.compile("(?:Patient/)?([A-Za-z0-9.-]{1,64})");

  private final Accounts accounts;
  private final Authorizations authorizations;

  LaunchContext(Accounts accounts, Authorizations authorizations) {
    this.accounts = accounts;
    this.authorizations = authorizations;
  }

  @Override
  public void accept(OAuth2AuthorizationConsentAuthenticationContext context) {
    OAuth2Authorization authorization = context.getAuthorization();
    OAuth2AuthorizationConsentAuthenticationToken said = context.getAuthentication();
    boolean wanted =
        said.getScopes().contains(SCOPE)
            && accounts
                .ofSubject(authorization.getPrincipalName())
                .map(account -> account.patient() == null)
                .orElse(true);
    if (!wanted) {
      return;
    }
    Object named = said.getAdditionalParameters().get(PATIENT);
    var id = ID.matcher(named instanceof String text ? text.strip() : "");
    if (!id.matches()) {
      throw new OAuth2AuthorizationCodeRequestAuthenticationException(
          new OAuth2Error(
              OAuth2ErrorCodes.INVALID_REQUEST,
              "The app is to be opened for a patient: name one.",
              null),
          request(context));
    }
    authorizations.choose(authorization.getId(), id.group(1));
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
    return authorization != null && authorization.getAuthorizedScopes().contains(SCOPE)
        ? authorization.getAttribute(PATIENT)
        : null;
  }
}
