package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.vertepath.logs.MetersBesideLogs;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Whatever goes wrong: no name, date or identifier of a patient stands in a log or an error page.
 */
class LogsTest extends AuditOverHttp {

  private static final String FAMILY = "Zwiebelfisch";
  private static final String IDENTIFIER = "MRN-8827364";
  private static final String BIRTH = "1931-07-23";
  private static final String PHONE = "0049-555-0199";

  private static final String PERSON =
      "{'resourceType':'Patient','identifier':[{'system':'urn:mrn','value':'"
          + IDENTIFIER
          + "'}],'name':[{'family':'"
          + FAMILY
          + "'}],'birthDate':'"
          + BIRTH
          + "','telecom':[{'system':'phone','value':'"
          + PHONE
          + "'}]}";

  @Autowired private MeterRegistry registry;
  @Autowired private ApplicationContext context;

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger hapi = (Logger) LoggerFactory.getLogger("ca.uhn.fhir");
  private final Logger own = (Logger) LoggerFactory.getLogger("dev.vertepath");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final List<Response> answers = new ArrayList<>();

  @BeforeEach
  void listen() {
    appender.start();
    root.addAppender(appender);
    hapi.setLevel(Level.INFO);
    own.setLevel(Level.DEBUG);
  }

  @AfterEach
  void stop() {
    root.detachAppender(appender);
    hapi.setLevel(null);
    own.setLevel(Level.INFO);
  }

  @Test
  void whatIsSentAndAskedForIsInNoLog() {
    String id = post("/Patient", PERSON).id();
    post("/Patient", PERSON);
    get("/Patient?family=" + FAMILY + "&birthdate=" + BIRTH);
    get("/Patient?" + FAMILY + "=x");
    get("/Patient?birthdate=" + FAMILY);
    get("/Patient/" + id + "/$everything");
    get("/Patient/" + FAMILY);
    get("/" + FAMILY);
    get("/Patient/$" + FAMILY);
    get("http://127.0.0.1:" + port + "/" + FAMILY + "?" + IDENTIFIER);
    post("/Patient", PERSON.replace("'birthDate'", "'" + FAMILY + "'"));
    post("/Patient", PERSON.replace(BIRTH, BIRTH + FAMILY));
    post("/Patient", PERSON + FAMILY);
    postXml("/Patient", "<Patient xmlns='http://hl7.org/fhir'><name><" + FAMILY + "/></name>");
    post("/Patient", PERSON, "If-None-Exist", "identifier=urn:mrn%7C" + IDENTIFIER);
    put("/Patient?identifier=urn:mrn%7C" + IDENTIFIER, PERSON);
    put("/Patient/" + FAMILY, PERSON.replace("'Patient',", "'Patient','id':'" + FAMILY + "',"));
    delete("/Patient?family=" + FAMILY);
    post("/Patient/$validate", PERSON.replace(BIRTH, FAMILY));
    post("/Patient/$validate", PERSON);
    post(
        "/Patient/$match",
        "{'resourceType':'Parameters','parameter':[{'name':'resource','resource':"
            + PERSON
            + "}]}");
    post("", transaction(entry("POST", "Patient", PERSON), entry("GET", "Patient/" + FAMILY)));
    post("", bundle("batch", entry("POST", "Patient", PERSON + "")));
    send(
        "PATCH",
        "/Patient/" + id,
        quoted("[{'op':'replace','path':'/" + FAMILY + "','value':'" + PHONE + "'}]"),
        "Content-Type",
        "application/json-patch+json");
    get("/Patient/" + id, "Accept", XML);
    get("/Patient/" + id, "Accept", FAMILY);
    get("/Patient/" + id, ROLE, "registrar");
    messages();

    assertSilent();
    String meters = MetersBesideLogs.text(registry);
    assertThat(meters).contains("hikaricp.connections");
    assertThat(meters).doesNotContain(FAMILY, IDENTIFIER, BIRTH, PHONE, id);
  }

  @Test
  void nothingIsTracedAndNoRequestIsMeasuredByItsUrl() {
    assertThat(
            Stream.of(
                "io.micrometer.tracing.Tracer",
                "io.opentelemetry.sdk.OpenTelemetrySdk",
                "io.opentelemetry.sdk.trace.SdkTracerProvider",
                "io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter",
                "brave.Tracer"))
        .as("nothing that traces or exports is on the class path; HAPI brings names only")
        .noneMatch(name -> ClassUtils.isPresent(name, null));
    assertThat(context.getBeanNamesForType(ServerHttpObservationFilter.class)).isEmpty();
    assertThat(get("http://127.0.0.1:" + port + "/actuator/metrics").status()).isEqualTo(404);
    assertThat(get("http://127.0.0.1:" + port + "/actuator/prometheus").status()).isEqualTo(404);
  }

  private void messages() {
    post("/$process-message", Messaging.message("patient-update", PERSON));
    post("/$process-message", Messaging.message(FAMILY, PERSON));
    post("/$process-message", Messaging.message("death", PERSON.replace(BIRTH, FAMILY)));
    post("/$message-dry-run", Messaging.message("patient-update", PERSON));
    get("/$messages?patient=urn:mrn%7C" + IDENTIFIER);
    for (String day : List.of(BIRTH.replace("-", ""), BIRTH)) {
      send(
          "POST",
          "http://127.0.0.1:" + port + "/hl7v2",
          """
          MSH|^~\\&|HIS|LAKE|VP|LAKE|20261018091500||ADT^A28|%1$s|P|2.5.1\r\
          PID|1||%1$s^^^LAKE^MR||%2$s||%3$s|M\rPID|%2$s\r%2$s\r"""
              .formatted(IDENTIFIER, FAMILY, day)
              .getBytes(StandardCharsets.UTF_8),
          "Content-Type",
          "application/hl7-v2");
    }
  }

  @Test
  void whatTheDatabaseRefusesIsInNoLogAndNoAnswer() {
    jdbc.sql(
            "alter table search_string add constraint no_onions check (exact <> '"
                + FAMILY
                + "')"
                + " not valid")
        .update();
    jdbc.sql(
            "alter table audit_event add constraint no_onions check (query not like '%onion%')"
                + " not valid")
        .update();
    try {
      answers.add(post("/Patient", PERSON));
      answers.add(get("/Patient?family=" + FAMILY + "&_elements=onion"));
      answers.add(get("/Patient?family:exact=" + FAMILY + "onion"));
    } finally {
      jdbc.sql("alter table search_string drop constraint no_onions").update();
      jdbc.sql("alter table audit_event drop constraint no_onions").update();
    }

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.status()).isGreaterThanOrEqualTo(500));
    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(answer.text()).doesNotContain(FAMILY, IDENTIFIER, "\tat "));
    assertThat(log()).contains("nothing is answered");
    assertSilent();
  }

  private void assertSilent() {
    assertThat(log()).doesNotContain(FAMILY, IDENTIFIER, BIRTH, PHONE);
  }

  private String log() {
    return List.copyOf(appender.list).stream()
        .map(
            event ->
                event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy())))
        .collect(Collectors.joining("\n"));
  }
}
