package dev.vertepath.pathway;

/** A code of a code system, both as FHIR writes them. */
public record Code(String system, String code) {}
