package dev.vertepath.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class HealthTest {

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;

  @Test
  void healthIsUpWithTheDatabase() throws Exception {
    assertThat(get("/actuator/health"))
        .isEqualTo("{\"components\":{\"db\":{\"status\":\"UP\"}},\"status\":\"UP\"}");
  }

  @Test
  void otherActuatorEndpointsAreNotServed() throws Exception {
    assertThat(get("/actuator/env")).doesNotContain("systemProperties");
  }

  @Test
  void everyConnectionKeepsThePlannerFromParallelWorkers() {
    assertThat(
            jdbc.sql(
                    "select current_setting('max_parallel_workers_per_gather') || current_setting('jit')")
                .query(String.class)
                .single())
        .isEqualTo("0off");
  }

  private String get(String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + port + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
