package dev.vertepath;

import dev.vertepath.access.RegistrationCommand;
import dev.vertepath.access.audit.AuditVerifier;
import dev.vertepath.access.audit.Verification;
import dev.vertepath.access.sharing.Relabelling;
import dev.vertepath.care.Rebuild;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What the program is asked to do: a command, or nothing, which means to serve. */
final class CommandLine {

  private static final String COMMANDS =
      "'rebuild', 'verify-audit', 'create-administrator NAME', 'create-account NAME' or 'create-client ID'";

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;
  private static final int BROKEN = 3;

  private CommandLine() {}

  /** Serves until it is stopped, or carries a command out and ends with its exit code. */
  static void run(String... arguments) {
    List<String> words = Arrays.stream(arguments).filter(word -> !word.startsWith("--")).toList();
    if (words.isEmpty()) {
      start(WebApplicationType.SERVLET, arguments);
    } else if (words.equals(List.of("rebuild"))) {
      rebuild(arguments);
    } else if (RegistrationCommand.isOne(words)) {
      register(words, arguments);
    } else if (words.equals(List.of("verify-audit"))) {
      verifyAudit(arguments);
    } else {
      System.err.printf(
          "VertePath knows no command '%s': give it %s, or no command to let it serve.%n",
          String.join(" ", words), COMMANDS);
      System.exit(MISUSED);
    }
  }

  private static void register(List<String> words, String... arguments) {
    ConfigurableApplicationContext context = start(WebApplicationType.NONE, arguments);
    int code = DONE;
    try {
      System.out.println(context.getBean(RegistrationCommand.class).run(words));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      code = FAILED;
    }
    int exitCode = code;
    System.exit(SpringApplication.exit(context, () -> exitCode));
  }

  private static void rebuild(String... arguments) {
    ConfigurableApplicationContext context = start(WebApplicationType.NONE, arguments);
    long patients = context.getBean(Rebuild.class).run();
    context.getBean(Relabelling.class).run();
    System.out.printf(
        "Rebuilt the workflow tables from the record; patients gone through: %d.%n", patients);
    System.exit(SpringApplication.exit(context, () -> DONE));
  }

  /** With {@code --from=} and {@code --to=}, positions of the chain, for a part of it. */
  private static void verifyAudit(String... arguments) {
    Long from = position("--from=", arguments);
    Long to = position("--to=", arguments);
    ConfigurableApplicationContext context = start(WebApplicationType.NONE, arguments);
    Verification found = context.getBean(AuditVerifier.class).verify(from, to);
    Verification.Broken first = found.first();
    System.out.printf(
        "Verified positions %d to %d of the audit trail, with %d signed points (key %s, public %s);"
            + " events not in the chain yet: %d. %s%n",
        found.from(),
        found.to(),
        found.checkpoints(),
        found.key(),
        found.publicKey(),
        found.unlinked(),
        first == null ? "All is as it was written." : "BROKEN: " + first.sentence());
    System.exit(SpringApplication.exit(context, () -> first == null ? DONE : BROKEN));
  }

  private static @Nullable Long position(String option, String... arguments) {
    for (String argument : arguments) {
      if (argument.startsWith(option)) {
        String value = argument.substring(option.length());
        if (!value.matches("[1-9]\\d{0,17}")) {
          System.err.printf("%s'%s' must be a position of the chain, from 1.%n", option, value);
          System.exit(MISUSED);
        }
        return Long.valueOf(value);
      }
    }
    return null;
  }

  private static ConfigurableApplicationContext start(
      WebApplicationType type, String... arguments) {
    try {
      return new SpringApplicationBuilder(VertePath.class).web(type).run(arguments);
    } catch (RuntimeException toldAlready) {
      // Spring has let the platform say why; what still runs must not keep the process alive.
      System.exit(FAILED);
      throw toldAlready;
    }
  }
}
