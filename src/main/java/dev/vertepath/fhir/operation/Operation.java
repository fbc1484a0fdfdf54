package dev.vertepath.fhir.operation;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.StoredResource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One operation. Each may be called by several threads at once. */
public interface Operation {

  Signature signature();

  /**
   * Carries it out.
   *
   * @return the answer as FHIR JSON in UTF-8: Parameters, or the resource itself where {@code
   *     return} is the only output; a page of a Bundle goes out byte for byte
   * @throws RecordException when it is refused
   */
  byte[] answer(OperationCall call);

  /**
   * What it writes, so that a transaction can write it with the rest; null for one that writes
   * nothing, or that is called alone only.
   *
   * @throws RecordException when it is refused
   */
  default @Nullable Interaction write(OperationCall call) {
    return null;
  }

  /**
   * The types that no transaction writes beside it: it keeps what it reads of them, and what a
   * transaction writes may yet be taken back.
   */
  default Set<String> apartFrom() {
    return Set.of();
  }

  /**
   * The answer of one that has written.
   *
   * @param stored what {@link #write} came to
   */
  default byte[] answer(StoredResource stored) {
    return stored.body();
  }
}
