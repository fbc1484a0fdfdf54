package dev.vertepath.bench;

import java.util.ArrayList;
import java.util.List;

/** A transaction Bundle while it is put together. */
final class Entries {

  private final List<String> entries = new ArrayList<>();

  /** Creates the resource under an id of the server's choice. */
  void post(String type, String fullUrl, String resource) {
    entries.add(
        """
        {"fullUrl":"%s","resource":%s,"request":{"method":"POST","url":"%s"}}"""
            .formatted(fullUrl, resource, type));
  }

  /** Creates the resource under its own id, or finds it there already. */
  void put(String type, String id, String resource) {
    entries.add(
        """
        {"resource":%s,"request":{"method":"PUT","url":"%s/%s"}}"""
            .formatted(resource, type, id));
  }

  String transaction() {
    return """
    {"resourceType":"Bundle","type":"transaction","entry":[%s]}"""
        .formatted(String.join(",", entries));
  }
}
