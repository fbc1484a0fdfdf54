package dev.vertepath.fhir;

import dev.vertepath.record.StoredResource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with.
 *
 * @param resource the version that headers tell of; null for a page
 * @param location whether the headers tell where it lies
 * @param body FHIR JSON; null for none
 */
record Answer(
    int status, @Nullable StoredResource resource, boolean location, byte @Nullable [] body) {

  static final int OK = 200;
  static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  static Answer page(byte[] bundle) {
    return new Answer(OK, null, false, bundle);
  }

  static Answer found(StoredResource resource) {
    return new Answer(OK, resource, false, resource.body());
  }

  /** The client has this version already. */
  static Answer unchanged(StoredResource resource) {
    return new Answer(NOT_MODIFIED, resource, false, null);
  }

  static Answer stored(int status, StoredResource resource) {
    return new Answer(status, resource, true, resource.body());
  }

  static Answer nothing() {
    return new Answer(NO_CONTENT, null, false, null);
  }

  Answer with(byte @Nullable [] otherBody) {
    return new Answer(status, resource, location, otherBody);
  }

  byte[] content() {
    return Objects.requireNonNull(body);
  }
}
