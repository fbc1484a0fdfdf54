package dev.vertepath.desk;

import dev.vertepath.record.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The running service, as a browser without JavaScript sees it: with cookies and forms. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
public abstract class DeskOverHttp {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @LocalServerPort protected int port;

  private CookieManager cookies = new CookieManager();
  private HttpClient client = HttpClient.newHttpClient();

  /** A browser that was never here. */
  @BeforeEach
  protected final void freshBrowser() {
    cookies = new CookieManager();
    client = HttpClient.newBuilder().cookieHandler(cookies).build();
  }

  protected String base() {
    return "http://127.0.0.1:" + port;
  }

  protected HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  /** The page, which must be there. */
  protected String page(String path, String... headers) {
    HttpResponse<String> answer = get(path, headers);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /**
   * Sends a form that a page of the desk showed: with the page's token.
   *
   * @param fields names and values in turn
   */
  protected HttpResponse<String> submit(String path, String... fields) {
    List<String> all = new ArrayList<>(List.of(fields));
    all.add("_csrf");
    all.add(formToken());
    return post(path, all.toArray(String[]::new));
  }

  protected String formToken() {
    Matcher token = TOKEN.matcher(get("/").body());
    if (!token.find()) {
      throw new AssertionError("The page has no form");
    }
    return token.group(1).replace("&amp;", "&");
  }

  /** Sends a form without more. */
  protected HttpResponse<String> post(String path, String... fields) {
    return send(
        request(path, "Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(fields))));
  }

  private static String form(String... fields) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < fields.length; i += 2) {
      pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return String.join("&", pairs);
  }

  /** Sends FHIR JSON, in which apostrophes stand for quotes, to the API, which takes it. */
  protected JsonNode write(String verb, String path, String json, String... headers) {
    HttpResponse<String> answer = send(verb, path, json, headers);
    if (answer.statusCode() >= 300) {
      throw new AssertionError(verb + " " + path + ": " + answer.body());
    }
    return Json.MAPPER.readTree(answer.body());
  }

  /** As {@link #write}, whatever is answered. */
  protected HttpResponse<String> send(String verb, String path, String json, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Content-Type", "application/fhir+json"));
    return send(
        request("/fhir" + path, all.toArray(String[]::new))
            .method(verb, BodyPublishers.ofString(json.replace('\'', '"'))));
  }

  protected JsonNode fhir(String path, String... headers) {
    return Json.MAPPER.readTree(page("/fhir" + path, headers));
  }

  protected Map<String, String> cookies() {
    return cookies.getCookieStore().getCookies().stream()
        .collect(Collectors.toMap(HttpCookie::getName, HttpCookie::getValue));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base() + path))
            .timeout(PATIENCE)
            .setHeader(
                "Accept", path.matches("(.*/)?fhir(/.*)?") ? "application/fhir+json" : "text/html");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return send(client, request.build());
  }

  /** For those who have a browser of their own. */
  public static HttpResponse<String> send(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
