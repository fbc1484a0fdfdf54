package dev.vertepath.access;

import java.util.Arrays;
import java.util.List;

/** A permission that a request needs. */
record Demand(Permission permission, String type) {

  static List<Demand> of(String type, Permission... permissions) {
    return Arrays.stream(permissions).map(permission -> new Demand(permission, type)).toList();
  }
}
