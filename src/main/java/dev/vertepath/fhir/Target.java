package dev.vertepath.fhir;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request aims at: its verb and its path (R4 http.html, "Summary").
 *
 * @param type null for the whole system
 * @param id null for the whole type
 * @param version null for the current one
 * @param operation without its dollar sign; null for the other interactions
 */
record Target(
    RestOperationTypeEnum interaction,
    @Nullable String type,
    @Nullable String id,
    @Nullable String version,
    @Nullable String operation) {

  private static final String HISTORY = "_history";
  private static final String SEARCH = "_search";

  private Target(
      RestOperationTypeEnum interaction,
      @Nullable String type,
      @Nullable String id,
      @Nullable String version) {
    this(interaction, type, id, version, null);
  }

  /**
   * Reads it from the path of a request.
   *
   * @throws RecordException INVALID when R4 has no such path; {@link Refusal} 405 when it has, but
   *     not for this verb
   */
  static Target of(RequestDetails request) {
    // HAPI's own id may come from the Content-Location header, which says nothing of the target.
    String path = request.getRequestPath() == null ? "" : request.getRequestPath();
    return of(request.getRequestType(), path);
  }

  static Target of(RequestTypeEnum verb, String path) {
    List<String> steps = new ArrayList<>();
    for (String step : path.split("/", -1)) {
      if (!step.isEmpty()) {
        steps.add(decoded(step));
      }
    }
    if (!steps.isEmpty() && steps.getLast().startsWith("$")) {
      return called(verb, steps, path);
    }
    return switch (verb) {
      case GET, HEAD -> looked(steps, path);
      case POST -> posted(steps, path);
      case PUT -> changed(steps, path, RestOperationTypeEnum.UPDATE);
      case PATCH -> changed(steps, path, RestOperationTypeEnum.PATCH);
      case DELETE -> changed(steps, path, RestOperationTypeEnum.DELETE);
      default -> throw Refusal.notAllowed(verb.name());
    };
  }

  private static String decoded(String step) {
    try {
      return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return step;
    }
  }

  /** Of one type or of all. */
  boolean isSearch() {
    return interaction == RestOperationTypeEnum.SEARCH_TYPE
        || interaction == RestOperationTypeEnum.SEARCH_SYSTEM;
  }

  private static Target looked(List<String> steps, String path) {
    return switch (steps.size()) {
      case 0 -> new Target(RestOperationTypeEnum.SEARCH_SYSTEM, null, null, null);
      case 1 ->
          steps.getFirst().equals(HISTORY)
              ? new Target(RestOperationTypeEnum.HISTORY_SYSTEM, null, null, null)
              : new Target(RestOperationTypeEnum.SEARCH_TYPE, steps.getFirst(), null, null);
      case 2 ->
          steps.get(1).equals(HISTORY)
              ? new Target(RestOperationTypeEnum.HISTORY_TYPE, steps.getFirst(), null, null)
              : new Target(RestOperationTypeEnum.READ, steps.getFirst(), steps.get(1), null);
      case 3 -> {
        requireHistory(steps, path);
        yield new Target(
            RestOperationTypeEnum.HISTORY_INSTANCE, steps.getFirst(), steps.get(1), null);
      }
      case 4 -> {
        requireHistory(steps, path);
        yield new Target(RestOperationTypeEnum.VREAD, steps.getFirst(), steps.get(1), steps.get(3));
      }
      default -> throw unknown(path);
    };
  }

  private static void requireHistory(List<String> steps, String path) {
    if (!steps.get(2).equals(HISTORY)) {
      throw unknown(path);
    }
  }

  private static Target posted(List<String> steps, String path) {
    return switch (steps.size()) {
      case 0 -> new Target(RestOperationTypeEnum.TRANSACTION, null, null, null);
      case 1 ->
          steps.getFirst().equals(SEARCH)
              ? new Target(RestOperationTypeEnum.SEARCH_SYSTEM, null, null, null)
              : new Target(RestOperationTypeEnum.CREATE, steps.getFirst(), null, null);
      case 2 -> {
        if (!steps.get(1).equals(SEARCH)) {
          throw Refusal.notAllowed("POST to /" + path + ": to store under an id of your own, PUT");
        }
        yield new Target(RestOperationTypeEnum.SEARCH_TYPE, steps.getFirst(), null, null);
      }
      default -> throw unknown(path);
    };
  }

  private static Target changed(List<String> steps, String path, RestOperationTypeEnum as) {
    return switch (steps.size()) {
      case 1 -> new Target(as, steps.getFirst(), null, null);
      case 2 -> new Target(as, steps.getFirst(), steps.get(1), null);
      default -> throw unknown(path);
    };
  }

  private static Target called(RequestTypeEnum verb, List<String> steps, String path) {
    String name = steps.removeLast().substring(1);
    if (verb != RequestTypeEnum.GET
        && verb != RequestTypeEnum.HEAD
        && verb != RequestTypeEnum.POST) {
      throw Refusal.calledByGetOrPost(verb.name(), name);
    }
    return switch (steps.size()) {
      case 0 -> new Target(RestOperationTypeEnum.EXTENDED_OPERATION_SERVER, null, null, null, name);
      case 1 ->
          new Target(
              RestOperationTypeEnum.EXTENDED_OPERATION_TYPE, steps.getFirst(), null, null, name);
      case 2 -> ofInstance(steps, null, name);
      case 4 -> {
        requireHistory(steps, path);
        yield ofInstance(steps, steps.get(3), name);
      }
      default -> throw unknown(path);
    };
  }

  private static Target ofInstance(List<String> steps, @Nullable String version, String name) {
    return new Target(
        RestOperationTypeEnum.EXTENDED_OPERATION_INSTANCE,
        steps.getFirst(),
        steps.get(1),
        version,
        name);
  }

  private static RecordException unknown(String path) {
    return new RecordException(
        Kind.INVALID,
        "not-found",
        null,
        path.isEmpty()
            ? "The path names no resource type, as [base]/Patient does."
            : "'%s' is no path of the FHIR REST API that is served here.".formatted(path));
  }
}
