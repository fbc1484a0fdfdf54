package dev.vertepath.fhir.operation.match;

/** R4 valueset-match-grade.html, the best first. */
enum Grade {
  CERTAIN("certain"),
  PROBABLE("probable"),
  POSSIBLE("possible"),
  CERTAINLY_NOT("certainly-not");

  private final String code;

  Grade(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }
}
