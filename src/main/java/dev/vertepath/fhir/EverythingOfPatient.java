package dev.vertepath.fhir;

import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Criteria;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.ClinicalRecord;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * {@code Patient/[id]/$everything}: all that is known of a patient, page by page (R4
 * patient-operation-everything.html).
 */
final class EverythingOfPatient implements Operation {

  private static final SortedSet<String> PARAMETERS =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(List.of("start", "end", "_since", "_type", "_count", "_total", "_cursor")));

  private static final Signature SIGNATURE =
      new Signature(
          "everything",
          "http://hl7.org/fhir/OperationDefinition/Patient-everything",
          Set.of(Level.INSTANCE),
          Set.of("Patient"),
          false,
          PARAMETERS,
          null);

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
    for (String name : PARAMETERS) {
      for (String value : arguments.texts(name)) {
        criteria.list(name, value);
      }
    }
    return criteria.query();
  }
}
