package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.desk.DeskOverHttp;
import dev.vertepath.record.Json;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a person gives an app of hers a token for the API: beside the browser, by an account of her
 * own, name and password.
 *
 * @param redirect where the app is, a page that answers
 */
record TokenOf(String base, String app, String redirect) {

  private static final String VERIFIER = "v".repeat(50);
  private static final String SCOPE = "user/*.cruds";

  String token(String account, String password) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build()) {
      HttpResponse<String> login = send(client, authorize(), null);
      HttpResponse<String> consent =
          send(
              client,
              base + "/login",
              "username=%s&password=%s&_csrf=%s"
                  .formatted(
                      account, encoded(password), encoded(field(login, "_csrf\"[^>]*", "value"))));
      HttpResponse<String> back =
          send(
              client,
              base + "/oauth2/authorize",
              "client_id=%s&state=%s&scope=%s"
                  .formatted(app, encoded(field(consent, "state\"", "value")), encoded(SCOPE)));
      Matcher code = Pattern.compile("code=([^&]+)").matcher(String.valueOf(back.uri().getQuery()));
      assertThat(code.find()).as(back.uri() + " " + back.body()).isTrue();
      String granted =
          send(
                  client,
                  base + "/oauth2/token",
                  "grant_type=authorization_code&client_id=%s&code=%s&redirect_uri=%s&code_verifier=%s"
                      .formatted(app, encoded(code.group(1)), encoded(redirect), VERIFIER))
              .body();
      return Json.MAPPER.readTree(granted).path("access_token").asString();
    }
  }

  /** Where a browser goes for that. */
  String authorize() {
    return "%s/oauth2/authorize?response_type=code&state=s&client_id=%s&redirect_uri=%s&scope=%s&code_challenge_method=S256&code_challenge=%s"
        .formatted(base, app, encoded(redirect), encoded(SCOPE), challenge());
  }

  private static String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String field(HttpResponse<String> page, String name, String attribute) {
    Matcher field =
        Pattern.compile("name=\"" + name + " " + attribute + "=\"([^\"]+)\"").matcher(page.body());
    assertThat(field.find()).as("%s %s", page, page.body()).isTrue();
    return field.group(1);
  }

  private static HttpResponse<String> send(HttpClient client, String url, @Nullable String form) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html");
    if (form != null) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(BodyPublishers.ofString(form));
    }
    return DeskOverHttp.send(client, request.build());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
