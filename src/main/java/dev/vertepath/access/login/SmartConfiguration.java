package dev.vertepath.access.login;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code .well-known/smart-configuration} (SMART App Launch 2.2, "Conformance"): where a client has
 * its tokens from, as the issuer tells it.
 */
final class SmartConfiguration extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final JsonMapper JSON = new JsonMapper();

  /** What the issuer says of itself goes on as it is. */
  private static final List<String> OF_ISSUER =
      List.of(
          "jwks_uri",
          "authorization_endpoint",
          "token_endpoint",
          "token_endpoint_auth_methods_supported",
          "token_endpoint_auth_signing_alg_values_supported",
          "introspection_endpoint",
          "revocation_endpoint",
          "registration_endpoint",
          "response_types_supported",
          "code_challenge_methods_supported");

  private static final List<String> SCOPES =
      List.of("openid", "fhirUser", "user/*.cruds", "system/*.cruds");

  private final transient Metadata issuer;

  SmartConfiguration(Metadata issuer) {
    this.issuer = issuer;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Claims told;
    try {
      told = issuer.get();
    } catch (IOException e) {
      response.setHeader("Retry-After", "10");
      Refusals.write(
          response,
          Refusals.UNAVAILABLE,
          "transient",
          "The issuer of tokens, %s, does not answer now. Ask again in a moment."
              .formatted(issuer.issuer()));
      return;
    }
    byte[] body = JSON.writeValueAsString(document(told)).getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private Map<String, Object> document(Claims told) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer.issuer().toString());
    OF_ISSUER.forEach(
        name -> {
          Object value = told.all().get(name);
          if (value != null) {
            document.put(name, value);
          }
        });
    document.putIfAbsent("code_challenge_methods_supported", List.of("S256"));
    // RFC 8414: what an issuer has that does not say.
    document.put(
        "grant_types_supported",
        told.has("grant_types_supported")
            ? told.words("grant_types_supported")
            : List.of("authorization_code", "implicit"));
    Set<String> scopes = new LinkedHashSet<>(SCOPES);
    scopes.addAll(told.words("scopes_supported"));
    document.put("scopes_supported", scopes);
    document.put("capabilities", capabilities(told));
    return document;
  }

  private List<String> capabilities(Claims told) {
    List<String> methods = told.words("token_endpoint_auth_methods_supported");
    List<String> capabilities = new ArrayList<>();
    if (methods.contains("none")) {
      capabilities.add("client-public");
    }
    if (methods.contains("private_key_jwt")) {
      capabilities.add("client-confidential-asymmetric");
    }
    if (methods.contains("client_secret_basic")) {
      capabilities.add("client-confidential-symmetric");
    }
    capabilities.addAll(List.of("permission-v1", "permission-v2", "permission-user"));
    List<String> scopes = told.words("scopes_supported");
    if (scopes.contains("launch/patient")) {
      capabilities.addAll(
          List.of("launch-standalone", "context-standalone-patient", "permission-patient"));
    }
    if (issuer instanceof OwnIssuer) {
      // The desk opens apps where their handles are known: at the authorization server in here.
      capabilities.addAll(List.of("launch-ehr", "context-ehr-patient", "context-banner"));
    }
    if (scopes.contains("offline_access")) {
      capabilities.add("permission-offline");
    }
    return capabilities;
  }
}
