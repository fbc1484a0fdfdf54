package dev.vertepath.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.vertepath.program.Program.Ended;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that make the first administrator, accounts and clients: what they say, what they
 * refuse, and that one can log in afterwards.
 */
class RegistrationIT {

  private static final String PASSWORD = "correct horse battery";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

  @TempDir Path directory;

  @Test
  void whoIsMadeByACommandLogsIn() throws Exception {
    var program = Program.in(directory).with("VERTEPATH_AUTHORIZATION_SERVER", "true");
    String root = "http://127.0.0.1:" + program.settings().get("SERVER_PORT");
    program = program.with("VERTEPATH_BASE_URL", root + "/fhir");
    ECKey key = new ECKeyGenerator(Curve.P_384).keyID("k").generate();
    Path jwks = directory.resolve("jwks.json");
    Files.writeString(jwks, new JWKSet(key).toPublicJWKSet().toString());
    Path secret = directory.resolve("secret.json");
    Files.writeString(secret, new JWKSet(key).toString(false));

    try (var serving = program.started()) {
      var commands = program.on(serving.database());
      made(
          commands.told(PASSWORD, "create-administrator", "ada"),
          "Made the account 'ada' with administrator.");
      made(
          commands.told(
              PASSWORD, "create-account", "cleo", "--role=clinician", "--name=Cleo Example"),
          "Made the account 'cleo' with clinician.");
      made(
          commands.told("", "create-client", "his", "--scope=system/*.rs", "--jwks-file=" + jwks),
          "Made the client 'his'.");

      refused(commands.told(PASSWORD, "create-administrator", "Ada"), "There is an account");
      refused(
          commands.told("12345678901", "create-account", "weak", "--role=auditor"), "at least 12");
      refused(commands.told("", "create-account", "none", "--role=auditor"), "at least 12");
      refused(commands.told(PASSWORD, "create-account", "x", "--role=king"), "'king' is no role");
      refused(
          commands.told("", "create-client", "his", "--scope=system/*.rs", "--jwks-file=" + jwks),
          "There is a client 'his' already");
      refused(
          commands.told("", "create-client", "b", "--scope=system/*.rs", "--jwks-file=" + secret),
          "public keys only");
      refused(
          commands.told(
              "", "create-client", "c", "--scope=system/*.rs", "--jwks-url=http://his.example/k"),
          "must begin with https://");

      assertThat(login(root, "cleo", PASSWORD).body()).contains("Cleo Example");
      assertThat(login(root, "ada", "wrong horse battery").uri().getPath()).isEqualTo("/login");
      assertThat(login(root, "ada", PASSWORD).uri().getPath())
          .as("an administrator is known, sees no patients, and is led to what is for her")
          .isEqualTo("/desk/integration");
      HttpResponse<String> token = token(root, key);
      assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
      assertThat(token.body()).contains("access_token");
    }
  }

  private static void made(Ended ended, String sentence) {
    assertThat(ended.stderr()).isEmpty();
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.stdout()).contains(sentence).doesNotContain(PASSWORD);
  }

  private static void refused(Ended ended, String why) {
    assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(1);
    assertThat(ended.stderr()).contains(why).doesNotContain(PASSWORD);
    assertThat(ended.stdout()).doesNotContain("Made the");
  }

  private static HttpResponse<String> login(String root, String name, String password)
      throws IOException, InterruptedException {
    HttpClient browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(Redirect.NORMAL)
            .build();
    HttpResponse<String> form =
        browser.send(
            HttpRequest.newBuilder(URI.create(root + "/")).build(), BodyHandlers.ofString());
    Matcher token = TOKEN.matcher(form.body());
    assertThat(token.find()).as(form.body()).isTrue();
    return send(
        browser,
        root + "/login",
        "username=%s&password=%s&_csrf=%s"
            .formatted(name, encoded(password), encoded(token.group(1))));
  }

  private static HttpResponse<String> token(String root, ECKey key) throws Exception {
    var assertion =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("k").build(),
            new JWTClaimsSet.Builder()
                .issuer("his")
                .subject("his")
                .audience(root + "/oauth2/token")
                .expirationTime(Date.from(Instant.now().plusSeconds(240)))
                .jwtID(UUID.randomUUID().toString())
                .build());
    assertion.sign(new ECDSASigner(key));
    return send(
        HttpClient.newHttpClient(),
        root + "/oauth2/token",
        "grant_type=client_credentials&scope=%s&client_assertion_type=%s&client_assertion=%s"
            .formatted(
                encoded("system/Patient.rs"),
                encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                assertion.serialize()));
  }

  private static HttpResponse<String> send(HttpClient client, String url, String form)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
