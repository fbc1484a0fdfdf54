package dev.vertepath.access.login;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The built-in authorization server, seen from the login: its tokens are good here.
 *
 * @param keys what it signs with
 * @param owns whether a request is for it, which lets in by itself
 */
public record OwnIssuer(
    URI issuer,
    List<String> audience,
    JWKSource<SecurityContext> keys,
    Predicate<HttpServletRequest> owns)
    implements Metadata {

  @Override
  public Claims get() {
    Map<String, Object> all = new HashMap<>();
    all.put("issuer", issuer.toString());
    all.put("jwks_uri", issuer + "/oauth2/jwks");
    all.put("authorization_endpoint", issuer + "/oauth2/authorize");
    all.put("token_endpoint", issuer + "/oauth2/token");
    all.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt", "none"));
    all.put(
        "token_endpoint_auth_signing_alg_values_supported",
        List.of("ES384", "RS384", "ES256", "RS256", "PS256"));
    all.put(
        "grant_types_supported",
        List.of("authorization_code", "refresh_token", "client_credentials"));
    all.put("response_types_supported", List.of("code"));
    all.put(
        "scopes_supported",
        List.of(
            "openid",
            "fhirUser",
            "launch",
            "launch/patient",
            "offline_access",
            "patient/*.rs",
            "user/*.cruds",
            "system/*.cruds"));
    all.put("code_challenge_methods_supported", List.of("S256"));
    return new Claims(all);
  }
}
