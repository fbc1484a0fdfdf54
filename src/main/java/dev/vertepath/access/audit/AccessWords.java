package dev.vertepath.access.audit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An access in a sentence, for the patient whose record it was. */
final class AccessWords {

  private static final Map<Act, String> ACTS =
      Map.ofEntries(
          Map.entry(Act.CREATE, "added something to your record"),
          Map.entry(Act.READ, "read something of your record"),
          Map.entry(Act.VREAD, "read an earlier version of something in your record"),
          Map.entry(Act.UPDATE, "changed something in your record"),
          Map.entry(Act.PATCH, "changed something in your record"),
          Map.entry(Act.DELETE, "deleted something from your record"),
          Map.entry(Act.SEARCH, "found something of your record by a search"),
          Map.entry(Act.HISTORY_INSTANCE, "looked at how something in your record has changed"),
          Map.entry(Act.HISTORY_TYPE, "looked at how something in your record has changed"),
          Map.entry(Act.HISTORY_SYSTEM, "looked at how something in your record has changed"),
          Map.entry(Act.MESSAGE, "sent a message about you"));

  private static final Map<String, String> OPERATIONS =
      Map.ofEntries(
          Map.entry("everything", "read your whole record"),
          Map.entry("break-glass", "opened your record in spite of a restriction"),
          Map.entry("notification", "was sent something of your record"),
          Map.entry("launch", "opened an app with your record"),
          Map.entry("accesses", "asked who looked at your record"),
          Map.entry("match", "looked for who you are by name and date of birth"),
          Map.entry("process-message", "sent a message about you"),
          Map.entry("message-replay", "had a message about you processed again"),
          Map.entry("message", "read a message about you"),
          Map.entry("events", "asked again for what was told of your record"));

  private static final Map<String, String> PURPOSES =
      Map.of(
          "TREAT", "for treatment",
          "ETREAT", "in an emergency",
          "BTG", "in an emergency",
          "HPAYMT", "for payment",
          "HOPERAT", "for the running of the hospital",
          "HRESCH", "for research",
          "PATRQT", "at your request",
          "PUBHLTH", "for public health");

  private AccessWords() {}

  /**
   * @param organization its name, or its reference where it has none
   */
  static String of(AuditRow row, @Nullable String organization) {
    var sentence = new StringBuilder(who(row));
    if (organization != null) {
      sentence.append(" of ").append(organization);
    }
    sentence.append(' ').append(what(row));
    String purpose = row.purpose();
    if (purpose != null && !purpose.isBlank()) {
      sentence.append(' ').append(PURPOSES.getOrDefault(purpose, "for the purpose " + purpose));
    }
    return sentence.append('.').toString();
  }

  private static String who(AuditRow row) {
    String name = row.name();
    if (row.operation() != null && row.operation().equals("notification")) {
      return row.query() == null
          ? "A receiver of notifications"
          : "The receiver at " + row.query().replaceFirst("^to ", "");
    }
    List<String> roles =
        row.roles().stream().map(role -> role.replace('-', ' ').toLowerCase(Locale.ROOT)).toList();
    String whoever = name == null || name.isBlank() ? "Somebody without a name" : name;
    return roles.isEmpty() ? whoever : whoever + " (" + String.join(", ", roles) + ")";
  }

  private static String what(AuditRow row) {
    String operation = row.operation();
    if (row.act() == Act.OPERATION && operation != null) {
      return OPERATIONS.getOrDefault(
          operation, "used the operation $%s on your record".formatted(operation));
    }
    return ACTS.getOrDefault(row.act(), "had to do with your record");
  }
}
