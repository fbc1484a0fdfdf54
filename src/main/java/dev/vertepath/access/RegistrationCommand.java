package dev.vertepath.access;

import dev.vertepath.access.issuer.Accounts;
import dev.vertepath.access.issuer.Clients;
import dev.vertepath.access.issuer.NewAccount;
import dev.vertepath.access.issuer.NewClient;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;

/**
 * The commands that make accounts and clients of the built-in authorization server: {@code
 * create-administrator}, {@code create-account} and {@code create-client}, each with a name.
 */
public final class RegistrationCommand {

  private static final Set<String> COMMANDS =
      Set.of("create-administrator", "create-account", "create-client");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

  private final Accounts accounts;
  private final Clients clients;
  private final ApplicationArguments options;

  RegistrationCommand(Accounts accounts, Clients clients, ApplicationArguments options) {
    this.accounts = accounts;
    this.clients = clients;
    this.options = options;
  }

  /** Whether the words of a command line, without its options, are one of these. */
  public static boolean isOne(List<String> words) {
    return words.size() == 2 && COMMANDS.contains(words.getFirst());
  }

  /**
   * Carries it out.
   *
   * @return what was done, for the operator
   * @throws IllegalArgumentException that says what is wrong
   */
  public String run(List<String> words) {
    String name = words.get(1);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no name: write letters, digits and . _ @ -".formatted(name));
    }
    return switch (words.getFirst()) {
      case "create-administrator" -> account(name, List.of(Role.ADMINISTRATOR.code()));
      case "create-account" -> account(name, roles());
      default -> client(name);
    };
  }

  private String account(String name, List<String> roles) {
    if (roles.isEmpty()) {
      throw new IllegalArgumentException(
          "Say what the person is here: --role=clinician, for example; --role may stand twice.");
    }
    String displayName = one("name");
    accounts.create(
        new NewAccount(
            name,
            displayName == null ? name : displayName,
            roles,
            one("fhir-user"),
            one("organization"),
            patient(roles)),
        password());
    return "Made the account '%s' with %s.".formatted(name, String.join(", ", roles));
  }

  private @Nullable String patient(List<String> roles) {
    String patient = one("patient");
    if (roles.contains(Role.PATIENT.code()) && patient == null) {
      throw new IllegalArgumentException(
          "Say which Patient the person is: --patient=42, the logical id.");
    }
    return patient == null ? null : References.id(patient);
  }

  private String client(String id) {
    List<String> roles = roles();
    String displayName = one("name");
    boolean app = !all("redirect-uri").isEmpty();
    clients.create(
        new NewClient(
            id,
            displayName == null ? id : displayName,
            scopes(),
            roles.isEmpty() && !app ? List.of(Role.INTEGRATION_SYSTEM.code()) : roles,
            one("organization"),
            one("jwks-url"),
            jwks(),
            all("redirect-uri"),
            one("launch-url")));
    return "Made the client '%s'.".formatted(id);
  }

  private List<String> roles() {
    List<String> roles = all("role");
    for (String role : roles) {
      if (Role.of(role).isEmpty()) {
        throw new IllegalArgumentException(
            "'%s' is no role: there are %s."
                .formatted(
                    role,
                    String.join(", ", Arrays.stream(Role.values()).map(Role::code).toList())));
      }
    }
    return roles;
  }

  private List<String> scopes() {
    List<String> scopes =
        all("scope").stream().flatMap(words -> Arrays.stream(words.split("\\s+"))).toList();
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException(
          "Say what the client may ask for: --scope='system/*.rs', for example.");
    }
    return scopes;
  }

  private @Nullable String jwks() {
    String file = one("jwks-file");
    try {
      return file == null ? null : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("The file " + file + " cannot be read.", e);
    }
  }

  /** Never from the command line, where others of this machine could read it. */
  private static String password() {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return line();
    }
    char[] first = console.readPassword("Password: ");
    char[] again = console.readPassword("The same again: ");
    if (!Arrays.equals(first, again)) {
      throw new IllegalArgumentException("The two are not the same: nothing was made.");
    }
    return String.valueOf(first);
  }

  private static String line() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
      if (line == null) {
        throw new IllegalArgumentException(
            "There is no password: write it into the terminal, or as a line into standard input.");
      }
      return line;
    } catch (IOException e) {
      throw new IllegalArgumentException("Standard input cannot be read.", e);
    }
  }

  private @Nullable String one(String option) {
    List<String> values = all(option);
    return values.isEmpty() ? null : values.getFirst();
  }

  private List<String> all(String option) {
    List<String> values = options.getOptionValues(option);
    return values == null ? List.of() : values;
  }
}
