package dev.vertepath.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The container has no more than the service needs. */
class ContainerTest {

  private static final int SMALLEST_UID_OF_PEOPLE = 1000;

  @Test
  void theServiceRunsAsAUserWhoIsNobody() throws IOException {
    String image = Files.readString(Path.of("Dockerfile"));
    String last = image.substring(image.lastIndexOf("\nFROM "));
    Matcher user = Pattern.compile("(?m)^USER (\\S+)$").matcher(last);

    assertThat(user.results().map(found -> found.group(1)))
        .as("by number, so that an orchestrator can tell that it is not root")
        .hasSize(1)
        .allSatisfy(uid -> assertThat(Integer.parseInt(uid)).isGreaterThan(SMALLEST_UID_OF_PEOPLE));
    assertThat(last.indexOf("\nUSER ")).isLessThan(last.indexOf("\nENTRYPOINT "));
    assertThat(last).contains("--shell /usr/sbin/nologin").doesNotContain("\nADD ", "sudo");
  }

  @Test
  void itMayWriteNowhereButItsVolumesAndGainNothing() throws IOException {
    Map<?, ?> service = service("service");

    assertThat(service.get("read_only")).isEqualTo(true);
    assertThat(service.get("cap_drop")).isEqualTo(List.of("ALL"));
    assertThat(service.get("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
    assertThat(service.get("mem_limit")).isNotNull();
    assertThat(service.keySet().stream().map(Object::toString))
        .doesNotContain("privileged", "cap_add", "user", "pid", "network_mode", "devices");
  }

  @Test
  void itIsReachedFromThisMachineOnlyAndTheDatabaseFromNowhere() throws IOException {
    assertThat((List<?>) service("service").get("ports"))
        .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
    assertThat(service("database").get("ports")).isNull();
  }

  @Test
  void noPasswordHasADefault() throws IOException {
    assertThat(Files.readString(Path.of("docker-compose.yml")).lines())
        .filteredOn(line -> line.contains("PASSWORD:"))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("${VERTEPATH_DB_PASSWORD:?"));
    assertThat(Files.readString(Path.of("Dockerfile"))).doesNotContain("PASSWORD");
  }

  private static Map<?, ?> service(String name) throws IOException {
    Map<String, Map<String, Map<?, ?>>> all =
        new Yaml().load(Files.readString(Path.of("docker-compose.yml")));
    return Objects.requireNonNull(Objects.requireNonNull(all.get("services")).get(name));
  }
}
