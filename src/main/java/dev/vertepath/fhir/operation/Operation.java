package dev.vertepath.fhir.operation;

import dev.vertepath.record.RecordException;

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
}
