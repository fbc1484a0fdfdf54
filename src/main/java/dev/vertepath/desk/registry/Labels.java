package dev.vertepath.desk.registry;

import dev.vertepath.pathway.Cause;
import dev.vertepath.pathway.Vertebra;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Names of groups and of what is counted, in the language of the page. */
@ConditionalOnWebApplication
@Component
class Labels {

  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yy");

  private final MessageSource messages;

  Labels(MessageSource messages) {
    this.messages = messages;
  }

  String text(String key, Locale locale) {
    return messages.getMessage(key, null, locale);
  }

  /** Of a group, whose key says little to people. */
  String group(Grouping by, String key, Map<String, String> organizations, Locale locale) {
    if (key.equals(Group.ALL) || key.equals(Group.UNKNOWN)) {
      return text("registry." + key, locale);
    }
    return switch (by) {
      case MONTH -> MONTH.withLocale(locale).format(YearMonth.parse(key));
      case ORGANIZATION -> organizations.getOrDefault(key, key);
      case CAUSE ->
          Arrays.stream(Cause.values()).anyMatch(cause -> cause.code().equals(key))
              ? text("registry.cause." + key, locale)
              : key;
      case LEVEL -> key.equals(Vertebra.SACRUM.name()) ? text("registry.sacrum", locale) : key;
      case NONE -> key;
    };
  }
}
