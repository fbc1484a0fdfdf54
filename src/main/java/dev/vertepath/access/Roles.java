package dev.vertepath.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The table of what each role may do at most with each type: {@code access/roles.tsv}. */
final class Roles {

  private static final String TABLE = "/access/roles.tsv";

  private final Map<String, Map<Role, Set<Permission>>> byType = new HashMap<>();
  private final Set<String> ofPatients = new TreeSet<>();

  /**
   * @throws IllegalStateException when the table cannot be read as one
   */
  static Roles read() {
    var roles = new Roles();
    List<String> lines =
        text().lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
    List<Role> columns =
        List.of(lines.getFirst().split("\t")).stream().skip(1).map(Roles::role).toList();
    lines.stream().skip(1).forEach(line -> roles.add(columns, line.split("\t")));
    return roles;
  }

  private static String text() {
    try (InputStream table = Roles.class.getResourceAsStream(TABLE)) {
      return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Role role(String code) {
    return Role.of(code).orElseThrow(() -> new IllegalStateException(TABLE + ": no role " + code));
  }

  private void add(List<Role> columns, String[] cells) {
    if (cells.length != columns.size() + 1) {
      throw new IllegalStateException(TABLE + ": not a cell for each role: " + cells[0]);
    }
    Map<Role, Set<Permission>> row = new EnumMap<>(Role.class);
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), permissions(cells[i + 1]));
    }
    for (String name : cells[0].split(" ")) {
      String type = name.replace("*", "");
      if (byType.put(type, row) != null) {
        throw new IllegalStateException(TABLE + ": twice there: " + type);
      }
      if (name.endsWith("*")) {
        ofPatients.add(type);
      }
    }
  }

  private static Set<Permission> permissions(String letters) {
    Set<Permission> all = EnumSet.noneOf(Permission.class);
    for (Permission permission : Permission.values()) {
      if (letters.indexOf(permission.letter()) >= 0) {
        all.add(permission);
      }
    }
    return all;
  }

  boolean allow(Collection<Role> roles, Permission permission, String type) {
    Map<Role, Set<Permission>> row = byType.getOrDefault(type, Map.of());
    return roles.stream().anyMatch(role -> row.getOrDefault(role, Set.of()).contains(permission));
  }

  /** The types of the table. */
  Set<String> types() {
    return byType.keySet();
  }

  /** Those that may tell of a patient. */
  Set<String> ofPatients() {
    return ofPatients;
  }
}
