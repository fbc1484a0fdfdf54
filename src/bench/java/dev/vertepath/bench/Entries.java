package dev.vertepath.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

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

  /** A message of FHIR, which creates what the transaction would. */
  String message(String id, String event, String focus) {
    return """
    {"resourceType":"Bundle","type":"message","entry":[{"fullUrl":"urn:uuid:%s","resource":\
    {"resourceType":"MessageHeader","id":"%s","eventCoding":{"system":\
    "https://vertepath.dev/fhir/CodeSystem/message-event","code":"%s"},\
    "source":{"endpoint":"https://his.example/out"},"focus":[{"reference":"%s"}]}},%s]}"""
        .formatted(UUID.randomUUID(), id, event, focus, String.join(",", entries));
  }
}
