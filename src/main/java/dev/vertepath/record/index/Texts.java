package dev.vertepath.record.index;

import java.util.ArrayList;
import java.util.List;

/** Where the texts are that go with codes and references (R4 search.html, "Modifiers", :text). */
final class Texts {

  private Texts() {}

  /** JSON paths of SQL, as {@code $."code"."text"}. */
  static List<String> of(List<ElementFinder> values) {
    List<String> all = new ArrayList<>();
    for (ElementFinder value : values) {
      if (value instanceof ElementPath path) {
        switch (path.type().name()) {
          case "CodeableConcept" -> {
            all.add(path.json() + ".text");
            all.add(path.json() + ".coding.display");
          }
          case "Coding", "Reference" -> all.add(path.json() + ".display");
          case "Identifier" -> all.add(path.json() + ".type.text");
          default -> {
            // A choice without a text.
          }
        }
      }
    }
    return all;
  }
}
