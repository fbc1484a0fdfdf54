package dev.vertepath.fhir;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import dev.vertepath.fhir.patch.Patches;
import dev.vertepath.record.Handling;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what an entry of a batch or transaction asks for (R4 http.html, "transaction"). */
final class BundleReader {

  private static final Pattern SEARCH =
      Pattern.compile("(?:https?://[^?]*/|/)?([A-Z][A-Za-z]+)\\?(.*)");

  private final String base;
  private final Handling handling;
  private final Patches patches;

  /**
   * @param base the server's own, which an entry's URL may begin with
   * @param handling what becomes of parameters of a search that are unknown
   */
  BundleReader(String base, Handling handling, Patches patches) {
    this.base = base;
    this.handling = handling;
    this.patches = patches;
  }

  /**
   * @throws RecordException INVALID or {@link Refusal}, without the place of the entry
   */
  Interaction interaction(JsonNode entry) {
    JsonNode request = entry.path("request");
    String method = text(request, "method");
    String url = text(request, "url");
    if (method == null || url == null) {
      throw refused(
          "required", "entry.request", "The entry has no request.method and request.url.");
    }
    String query = query(url);
    Target target = Target.of(verb(method), path(url));
    if (target.interaction() == RestOperationTypeEnum.READ || target.isSearch()) {
      // What cannot be answered is not carried out.
      subset(url);
    }
    return switch (target.interaction()) {
      case CREATE -> create(entry, target, request);
      case UPDATE -> update(entry, target, query, request);
      case PATCH -> patch(entry, target, query, request);
      case DELETE -> delete(target, query, request);
      case READ -> read(target, query);
      case VREAD -> new Interaction.Read(key(target), version(target.version()));
      case SEARCH_TYPE, SEARCH_SYSTEM -> new Interaction.Search(target.type(), query, handling);
      default ->
          throw refused(
              "not-supported",
              "entry.request.url",
              "'%s %s' is not served within a bundle: send it alone.".formatted(method, url));
    };
  }

  private static Interaction read(Target target, String query) {
    if (Query.parameters(query).containsKey("_asOf")) {
      throw new RecordException(
          Kind.INVALID,
          "not-supported",
          "entry.request.url",
          "A read with _asOf is not served within a bundle: send it alone.");
    }
    return new Interaction.Read(key(target), null);
  }

  /** Which part of the resources an entry's URL asks for. */
  Subset subset(String url) {
    boolean search = !path(url).contains("/");
    return Subset.of(Query.parameters(query(url)), search);
  }

  private String path(String url) {
    return relative(url).replaceFirst("\\?.*", "");
  }

  private static String query(String url) {
    int question = url.indexOf('?');
    return question < 0 ? "" : url.substring(question + 1);
  }

  private String relative(String url) {
    boolean absolute = url.startsWith(base + "/") || url.startsWith(base + "?");
    String relative = absolute ? url.substring(base.length()) : url;
    return relative.startsWith("/") ? relative.substring(1) : relative;
  }

  static RequestTypeEnum verb(String method) {
    try {
      return RequestTypeEnum.valueOf(method.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Refusal.notAllowed(method);
    }
  }

  private static Interaction create(JsonNode entry, Target target, JsonNode request) {
    ObjectNode body = resource(entry, type(target));
    return new Interaction.Create(
        fullUrl(entry), body, criteria(text(request, "ifNoneExist"), type(target)));
  }

  private static Interaction update(JsonNode entry, Target target, String query, JsonNode request) {
    ObjectNode body = resource(entry, type(target));
    Long ifMatch = version(text(request, "ifMatch"));
    boolean onlyNew = onlyNew(text(request, "ifNoneMatch"));
    if (target.id() == null) {
      return new Interaction.ConditionalUpdate(
          fullUrl(entry), type(target), query, body, ifMatch, onlyNew);
    }
    within(() -> requireSameId(body, target));
    return new Interaction.Update(fullUrl(entry), key(target), body, ifMatch, onlyNew);
  }

  private Interaction patch(JsonNode entry, Target target, String query, JsonNode request) {
    ObjectNode body = resource(entry);
    Long ifMatch = version(text(request, "ifMatch"));
    UnaryOperator<ObjectNode> change;
    try {
      change = patches.of(body);
    } catch (RecordException e) {
      throw e.within("entry.resource");
    }
    return target.id() == null
        ? new Interaction.ConditionalPatch(fullUrl(entry), type(target), query, change, ifMatch)
        : new Interaction.Patch(fullUrl(entry), key(target), change, ifMatch);
  }

  private static Interaction delete(Target target, String query, JsonNode request) {
    Long ifMatch = version(text(request, "ifMatch"));
    return target.id() == null
        ? new Interaction.ConditionalDelete(type(target), query, ifMatch)
        : new Interaction.Delete(key(target), ifMatch);
  }

  private static ObjectNode resource(JsonNode entry) {
    if (entry.path("resource") instanceof ObjectNode body) {
      return body;
    }
    throw refused(
        "required", "entry.resource", "The entry has no resource to store or to patch with.");
  }

  private static ObjectNode resource(JsonNode entry, String type) {
    ObjectNode body = resource(entry);
    within(() -> requireType(body, type));
    return body;
  }

  private static void within(Runnable check) {
    try {
      check.run();
    } catch (RecordException e) {
      throw e.within("entry.resource");
    }
  }

  /**
   * @throws RecordException INVALID unless the body is of the type that the URL names
   */
  static void requireType(ObjectNode body, String type) {
    String sent = body.path("resourceType").asString("");
    if (!sent.equals(type)) {
      throw new RecordException(
          Kind.INVALID,
          "value",
          sent,
          "The URL is for %s, but the body is of the type %s: make the two agree."
              .formatted(type, sent));
    }
  }

  /**
   * @throws RecordException INVALID unless the body has the id that the URL names
   */
  static void requireSameId(ObjectNode body, Target target) {
    String sent = body.path("id").asString("");
    if (!sent.equals(target.id())) {
      throw new RecordException(
          Kind.INVALID,
          "value",
          target.type() + ".id",
          "The URL is for the id '%s', but %s: an update carries the same id in both."
              .formatted(
                  target.id(),
                  sent.isEmpty() ? "the body has none" : "the body has '" + sent + "'"));
    }
  }

  /**
   * The search parameters of a conditional create; some clients, HAPI's own among them, send the
   * whole URL of the search.
   *
   * @throws RecordException INVALID for the URL of another type
   */
  static @Nullable String criteria(@Nullable String ifNoneExist, String type) {
    Matcher url = SEARCH.matcher(ifNoneExist == null ? "" : ifNoneExist.strip());
    if (!url.matches()) {
      return ifNoneExist;
    }
    if (!url.group(1).equals(type)) {
      throw new RecordException(
          Kind.INVALID,
          "value",
          null,
          "The condition searches for %s, but what is created is of the type %s: make the two agree."
              .formatted(url.group(1), type));
    }
    return url.group(2);
  }

  static String type(Target target) {
    return Objects.requireNonNull(target.type());
  }

  static ResourceKey key(Target target) {
    return new ResourceKey(type(target), Objects.requireNonNull(target.id()));
  }

  /**
   * A version as in {@code W/"3"}, {@code "3"} or {@code 3}; null for none.
   *
   * @throws RecordException INVALID when it is no version of this server
   */
  static @Nullable Long version(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String bare = text.strip().replaceFirst("^W/", "").replaceAll("^\"|\"$", "");
    try {
      return Long.parseLong(bare);
    } catch (NumberFormatException e) {
      throw new RecordException(
          Kind.INVALID,
          "value",
          null,
          "'%s' is no version of a resource here: versions are whole numbers, as in W/\"3\"."
              .formatted(text));
    }
  }

  /**
   * Whether an update may create only ({@code If-None-Match: *}).
   *
   * @throws RecordException INVALID for versions, which say nothing of an update
   */
  static boolean onlyNew(@Nullable String ifNoneMatch) {
    if (ifNoneMatch == null || ifNoneMatch.isBlank()) {
      return false;
    }
    if (ifNoneMatch.strip().equals("*")) {
      return true;
    }
    throw new RecordException(
        Kind.INVALID,
        "value",
        null,
        "If-None-Match of an update may be * only, to create and never to replace; it is '%s'."
            .formatted(ifNoneMatch));
  }

  private static @Nullable String fullUrl(JsonNode entry) {
    return text(entry, "fullUrl");
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? value.asString() : null;
  }

  private static RecordException refused(String code, String place, String what) {
    return new RecordException(Kind.INVALID, code, place, what);
  }
}
