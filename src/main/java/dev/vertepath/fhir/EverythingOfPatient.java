package dev.vertepath.fhir;

import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Criteria;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.ClinicalRecord;
import java.util.Set;

/**
 * {@code Patient/[id]/$everything}: all that is known of a patient, page by page (R4
 * patient-operation-everything.html).
 */
final class EverythingOfPatient implements Operation {

  private static final Signature SIGNATURE =
      Signature.reading(
              "everything",
              "http://hl7.org/fhir/OperationDefinition/Patient-everything",
              Set.of(Level.INSTANCE),
              Set.of("Patient"))
          .taking("start", "end", "_since", "_type", "_count", "_total", "_cursor");

  private final ClinicalRecord record;

  EverythingOfPatient(ClinicalRecord record) {
    this.record = record;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    String patient = call.key().id();
    return BundleWriter.searchset(
        call.base(),
        "Patient/" + patient + "/$everything",
        record.everything(patient, query(call.arguments())));
  }

  private static String query(Arguments arguments) {
    var criteria = new Criteria();
    for (String name : SIGNATURE.parameters()) {
      for (String value : arguments.texts(name)) {
        criteria.list(name, value);
      }
    }
    return criteria.query();
  }
}
