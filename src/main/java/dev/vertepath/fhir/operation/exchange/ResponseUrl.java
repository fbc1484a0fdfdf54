package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the answer to a message goes: back by the same connection, or, asynchronously, to {@code
 * response-url}, or else to the {@code $process-message} of the endpoint that the message names as
 * its source (R4 OperationDefinition/MessageHeader-process-message).
 *
 * @param url null where the sender waits
 * @param place of what it was read from, as FHIRPath; null in the query
 */
record ResponseUrl(@Nullable String url, @Nullable String place) {

  private static final String PARAMETER = "response-url";
  private static final String ENDPOINT = "/entry/0/resource/source/endpoint";
  private static final String OPERATION = "/$process-message";

  /**
   * @param message as it was sent
   * @throws RecordException INVALID where the arguments say neither one nor the other
   */
  static ResponseUrl of(Arguments arguments, ObjectNode message) {
    Optional<String> given = arguments.text(PARAMETER);
    if (!arguments.flag("async")) {
      if (given.isPresent()) {
        throw new RecordException(
            Kind.INVALID,
            "not-supported",
            arguments.place(PARAMETER),
            "'response-url' says where an answer goes that is sent later: ask for that by"
                + " async=true, or leave it away to be answered at once.");
      }
      return new ResponseUrl(null, null);
    }
    if (given.isPresent()) {
      return new ResponseUrl(asynchronous(given.get()), arguments.place(PARAMETER));
    }
    String endpoint = message.at(ENDPOINT).asString("").strip().replaceFirst("/+$", "");
    if (endpoint.isEmpty()) {
      throw new RecordException(
          Kind.INVALID,
          "required",
          "Bundle.entry[0].resource.source.endpoint",
          "The message is to be answered later, and names nowhere to: send MessageHeader.source.endpoint,"
              + " or 'response-url' in the URL.");
    }
    String url = endpoint.endsWith(OPERATION) ? endpoint : endpoint + OPERATION;
    return new ResponseUrl(asynchronous(url), "Bundle.entry[0].resource.source.endpoint");
  }

  /** Whoever is called so sends no answer to the answer. */
  private static String asynchronous(String url) {
    return url + (url.contains("?") ? "&" : "?") + "async=true";
  }
}
