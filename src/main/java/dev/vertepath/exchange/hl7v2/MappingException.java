package dev.vertepath.exchange.hl7v2;

/** A field that cannot be mapped, told without its place. */
final class MappingException extends RuntimeException {

  private final String code;

  /**
   * @param code an issue type of FHIR
   */
  MappingException(String code, String what) {
    super(what);
    this.code = code;
  }

  String code() {
    return code;
  }
}
