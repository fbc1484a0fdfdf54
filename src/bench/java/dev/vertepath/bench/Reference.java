package dev.vertepath.bench;

/**
 * What HAPI's JPA server 8.8.0 needs for the same, on two cores with PostgreSQL 15 and 20,000
 * patients, warm, over 16 connections.
 *
 * @param milliseconds of processor time per request, server and database together
 * @param perSecond requests
 */
record Reference(double milliseconds, int perSecond) {

  static final Reference READ = new Reference(2.1, 818);
  static final Reference BY_PATIENT = new Reference(6.7, 275);
  static final Reference WORKLIST = new Reference(33, 45);
  static final Reference WORKLIST_WITH_SUBJECTS = new Reference(43, 34);
  static final Reference WORKLIST_BY_DATE = new Reference(51, 33);
  static final Reference EVERYTHING = new Reference(10.8, 162);
  static final Reference INTAKE = new Reference(8.3, 227);

  /** Measured later than the others, on another machine: docs/performance.md. */
  static final Reference CASE = new Reference(37, 52);

  /** Measured with that. */
  static final Reference TREATMENT = new Reference(42, 46);

  static final Reference RECORD = new Reference(12.9, 146);
}
