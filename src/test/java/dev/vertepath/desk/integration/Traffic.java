package dev.vertepath.desk.integration;

import static org.awaitility.Awaitility.await;

import dev.vertepath.access.BreakGlass;
import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Role;
import dev.vertepath.access.Scope;
import dev.vertepath.exchange.Receiver;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.record.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What hospitals send, receivers that fail, and somebody who opens a record. */
public final class Traffic {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String EVENTS = "https://vertepath.dev/fhir/CodeSystem/message-event";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ApplicationContext context;
  private final String base;
  private final String[] headers;

  /**
   * @param headers of who sends, as names and values; none where nobody logs in
   */
  public Traffic(ApplicationContext context, String base, String... headers) {
    this.context = context;
    this.base = base;
    this.headers = headers.clone();
  }

  private JdbcClient jdbc() {
    return context.getBean(JdbcClient.class);
  }

  private HttpResponse<String> post(String path, String type, String body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base + path))
              .header("Content-Type", type)
              .header("Accept", "application/fhir+json")
              .POST(BodyPublishers.ofString(body));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sends a message of FHIR, in which apostrophes stand for quotes.
   *
   * @return its number in the ledger
   */
  public String message(String event, String... resources) {
    String id = UUID.randomUUID().toString();
    var entries = new StringBuilder();
    for (int i = 0; i < resources.length; i++) {
      entries.append(",{'fullUrl':'%s','resource':%s}".formatted(fullUrl(i), resources[i]));
    }
    String message =
        """
        {'resourceType':'Bundle','type':'message','entry':[{'resource':
          {'resourceType':'MessageHeader','id':'%s','eventCoding':{'system':'%s','code':'%s'},
           'source':{'endpoint':'https://his.example/out'},'focus':[{'reference':'%s'}]}}%s]}
        """
            .formatted(id, EVENTS, event, fullUrl(0), entries);
    post("/fhir/$process-message", "application/fhir+json", message.replace('\'', '"'));
    return number(id);
  }

  /** Of the entry with this place. */
  public static String fullUrl(int part) {
    return "urn:uuid:6d1f1c52-8a51-4e5a-9c0e-0000000000%02d".formatted(part);
  }

  public static String patient(String mrn, String family) {
    return """
        {'resourceType':'Patient','identifier':[{'system':'urn:mrn','value':'%s'}],
         'name':[{'family':'%s'}],'gender':'female','birthDate':'1948-05-02'}
        """
        .formatted(mrn, family);
  }

  /** Of a patient by her number: with another status than that of R4 it fails. */
  public static String pain(String mrn, String status) {
    return """
        {'resourceType':'Observation','identifier':[{'system':'urn:his','value':'pain-%s'}],
         'status':'%s','code':{'coding':[{'system':'http://loinc.org','code':'72514-3'}]},
         'subject':{'identifier':{'system':'urn:mrn','value':'%s'}},
         'effectiveDateTime':'2026-02-25T10:00:00Z',
         'valueQuantity':{'value':4,'system':'http://unitsofmeasure.org','code':'{score}'}}
        """
        .formatted(mrn, status, mrn);
  }

  public static String fracture(String mrn) {
    return """
        {'resourceType':'Condition','identifier':[{'system':'urn:his','value':'fx-%s'}],
         'clinicalStatus':{'coding':[{'system':
           'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
         'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]},
         'subject':{'reference':'Patient?identifier=urn:mrn|%s'},'onsetDateTime':'2026-02-10'}
        """
        .formatted(mrn, mrn);
  }

  /**
   * Sends an admission by HL7 v2 whose birth date is none.
   *
   * @return its number in the ledger
   */
  public String failedV2(String mrn, String family) {
    String id = "V2-" + UUID.randomUUID();
    post(
        "/hl7v2",
        "application/hl7-v2",
        """
        MSH|^~\\&|HIS|LAKESIDE|VERTEPATH|LAKESIDE|20261018091500+0200||ADT^A04^ADT_A01|%s|P|2.5.1||||||UNICODE UTF-8
        EVN|A04|20261018091500
        PID|1||%s^^^LAKESIDE^MR||%s^Oskar||someday|M
        PV1|1|O
        """
            .formatted(id, mrn, family)
            .replace('\n', '\r'));
    return number(id);
  }

  private String number(String id) {
    return jdbc()
        .sql("select seq::text from message where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  /**
   * Puts letters on their way that nobody takes, until they are given up.
   *
   * @return their numbers
   */
  public List<String> dead(Receiver receiver, String path, int letters) {
    receiver.answers(got -> got.path().equals(path) ? 500 : 200);
    new TransactionTemplate(
            context.getBean(org.springframework.transaction.PlatformTransactionManager.class))
        .executeWithoutResult(
            status -> {
              for (int i = 0; i < letters; i++) {
                context
                    .getBean(Outbox.class)
                    .enqueue(
                        receiver.url(path),
                        "application/fhir+json",
                        "{}".getBytes(StandardCharsets.UTF_8),
                        path + i,
                        null);
              }
            });
    String of = " from delivery where url = '" + receiver.url(path) + "'";
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              jdbc()
                  .sql(
                      """
                      with w as (update delivery set queued = queued - interval '4 days', due = now()
                        where url = ? and status = 'waiting')
                      update receiver set paused_until = null where channel like 'answers to %'
                      """)
                  .param(receiver.url(path))
                  .update();
              return jdbc()
                      .sql("select count(*)" + of + " and status = 'dead'")
                      .query(Integer.class)
                      .single()
                  == letters;
            });
    return jdbc()
        .sql("select id::text" + of + " order by id")
        .query((row, number) -> row.getString(1))
        .list();
  }

  /**
   * Subscribes to all of a patient's scores.
   *
   * @param status that is waited for
   * @return the id
   */
  public String subscription(Receiver receiver, String path, String status) {
    JsonNode created =
        Json.MAPPER.readTree(
            post(
                    "/fhir/Subscription",
                    "application/fhir+json",
                    """
                    {'resourceType':'Subscription','status':'requested','reason':'test',
                     'criteria':'https://vertepath.dev/fhir/SubscriptionTopic/case-state-changed',
                     'channel':{'type':'rest-hook','endpoint':'%s','payload':'application/fhir+json'}}
                    """
                        .formatted(receiver.url(path))
                        .replace('\'', '"'))
                .body());
    String id = created.path("id").asString();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              jdbc()
                  .sql(
                      "update subscription_channel set act_at = now() where id = ? and state = 'handshake'")
                  .param(id)
                  .update();
              return jdbc()
                  .sql(
                      """
                      select convert_from(body, 'UTF8')::jsonb ->> 'status' = ? from resource
                      where type = 'Subscription' and id = ?
                      """)
                  .params(status, id)
                  .query(Boolean.class)
                  .single();
            });
    return id;
  }

  /**
   * A clinician opens a record.
   *
   * @param patient logical id
   * @return the number of that
   */
  public long opened(String patient, String reason) {
    var clinician =
        new Caller(
            Caller.Kind.PERSON,
            "gina",
            "Gina Example",
            "Practitioner/gina",
            "desk",
            Set.of(Role.CLINICIAN),
            null,
            List.of(Scope.parse("user/*.cruds").orElseThrow()),
            null,
            "TREAT");
    var number = new java.util.concurrent.atomic.AtomicLong();
    CurrentCaller.<RuntimeException>during(
        clinician,
        () -> number.set(context.getBean(BreakGlass.class).open(patient, "ETREAT", reason).id()));
    return number.get();
  }
}
