package dev.vertepath.demo;

import dev.vertepath.access.Role;

/**
 * Somebody who takes part: a person of a hospital, or its information system.
 *
 * @param key names the player in identifiers and in the audit trail
 * @param given empty for a system
 * @param title what the person is there, in words
 */
record Player(
    String key,
    Hospital hospital,
    String prefix,
    String given,
    String family,
    String title,
    Role role) {

  boolean isSystem() {
    return role == Role.INTEGRATION_SYSTEM;
  }

  /** As in {@code Dr. Miriam Vogel}. */
  String name() {
    return isSystem() ? family : (prefix + " " + given + " " + family).strip();
  }

  /** The name of its Practitioner among what is known. */
  String practitioner() {
    return "practitioner-" + key;
  }

  /** The name of its PractitionerRole among what is known. */
  String position() {
    return "position-" + key;
  }
}
