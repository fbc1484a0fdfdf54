package dev.vertepath.fhir.operation.match;

import dev.vertepath.fhir.body.Body;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.fhir.operation.match.Ranking.Ranked;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Patient/$match} (R4 patient-operation-match.html): compares by identifiers, names, birth,
 * gender, telephone and address.
 */
final class Match implements Operation {

  private static final Signature SIGNATURE =
      Signature.reading(
              "match",
              "http://hl7.org/fhir/OperationDefinition/Patient-match",
              Set.of(Level.TYPE),
              Set.of("Patient"))
          .taking("resource", "onlyCertainMatches", "count")
          .sent("resource");

  private static final int DEFAULT_COUNT = 20;

  private final ClinicalRecord record;
  private final Body bodies;

  Match(ClinicalRecord record, Body bodies) {
    this.record = record;
    this.bodies = bodies;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    Arguments given = call.arguments();
    boolean onlyCertain = given.flag("onlyCertainMatches");
    int count = given.count("count").orElse(DEFAULT_COUNT);
    Person asked = Person.of(patient(given));
    Candidates candidates = Candidates.of(record, asked);
    List<Ranked> matches = new Ranking(record, asked, call.base()).of(candidates.all());
    List<String> warnings = new ArrayList<>(candidates.warnings());
    if (onlyCertain) {
      matches = onlyOne(matches, warnings);
    }
    return MatchBundle.of(call.base(), matches, count, warnings);
  }

  private ObjectNode patient(Arguments given) {
    ObjectNode patient =
        given
            .resource("resource")
            .orElseThrow(
                () -> wrong("Parameters", "required", "$match needs a Patient: send it by POST."));
    String place = Objects.requireNonNull(given.place("resource"));
    String type = patient.path("resourceType").asString("");
    if (!type.equals("Patient")) {
      throw wrong(
          place, "value", "$match needs a Patient, and the resource is a '%s'.".formatted(type));
    }
    bodies.check(patient, place);
    return patient;
  }

  private static RecordException wrong(String place, String code, String what) {
    return new RecordException(Kind.INVALID, code, place, what);
  }

  /** R4: where several may be meant, none is certain. */
  private static List<Ranked> onlyOne(List<Ranked> matches, List<String> warnings) {
    List<Ranked> certain =
        matches.stream().filter(m -> m.rating().grade() == Grade.CERTAIN).toList();
    if (certain.size() > 1) {
      warnings.add(
          "%d patients match with certainty, so none is given: look at them without"
                  .formatted(certain.size())
              + " onlyCertainMatches, and join those that are one person.");
      return List.of();
    }
    return certain;
  }
}
