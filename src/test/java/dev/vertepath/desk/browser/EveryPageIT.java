package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.vertepath.desk.integration.Traffic;
import dev.vertepath.exchange.Receiver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every page that the desk serves, seen by who may see it, through axe. */
class EveryPageIT extends PatientInBrowser {

  private static final Receiver RECEIVER = new Receiver();
  private static final String MESSAGE = "/desk/integration/messages/{seq:[1-9]\\d{0,17}}";

  /** What a browser asks for that is no page. */
  private static final Set<String> NO_PAGES =
      Set.of("/desk/worklist", "/desk/registry.csv", "/desk/registry.ndjson");

  private static final Map<String, List<String>> OF_PATIENTS =
      Map.ofEntries(
          Map.entry("/", List.of("/", "/?q=nobody&state=candidate&activity=early-check")),
          Map.entry("/desk/goodbye", List.of("/desk/goodbye")),
          Map.entry("/desk/patients/{id}", List.of("/desk/patients/PATIENT")),
          Map.entry("/desk/patients/{id}/contact", List.of("/desk/patients/PATIENT/contact")),
          Map.entry("/desk/patients/{id}/evidence", List.of("/desk/patients/PATIENT/evidence")),
          Map.entry("/desk/patients/{id}/fracture", List.of("/desk/patients/PATIENT/fracture")),
          Map.entry(
              "/desk/patients/{id}/work/{type}/{item}",
              List.of(
                  "/desk/patients/PATIENT/work/Task/REVIEW",
                  "/desk/patients/PATIENT/work/Task/FLAG")),
          Map.entry(
              "/desk/patients/{id}/decide/{task}", List.of("/desk/patients/PATIENT/decide/CASE")),
          Map.entry(
              "/desk/patients/{id}/correct/{type}/{entry}",
              List.of("/desk/patients/PATIENT/correct/Observation/SCORE")),
          Map.entry(
              "/desk/patients/{id}/letters/patient",
              List.of("/desk/patients/PATIENT/letters/patient")),
          Map.entry(
              "/desk/patients/{id}/letters/follow-up",
              List.of("/desk/patients/PATIENT/letters/follow-up")),
          Map.entry("/desk/resources/{type}/{id}", List.of("/desk/resources/Observation/SCORE")),
          Map.entry(
              "/desk/resources/{type}/{id}/{version}",
              List.of("/desk/resources/Observation/SCORE/1")));

  private static final Map<String, List<String>> OF_COUNTS =
      Map.of(
          "/desk/registry", List.of("/desk/registry", "/desk/registry?from=1999-01&to=1999-02"),
          "/desk/registry/definitions", List.of("/desk/registry/definitions"));

  private static final Map<String, List<String>> OF_MESSAGES =
      Map.of(
          "/desk/integration/messages",
          List.of("/desk/integration/messages", "/desk/integration/messages?patient=nobody"),
          MESSAGE,
          List.of("/desk/integration/messages/FAILED", "/desk/integration/messages/WAITING"),
          MESSAGE + "/dry-run",
          List.of(
              "/desk/integration/messages/FAILED/dry-run",
              "/desk/integration/messages/WAITING/dry-run"),
          MESSAGE + "/drop",
          List.of("/desk/integration/messages/FAILED/drop"));

  private static final Map<String, List<String>> OF_THE_HOUSE =
      Map.of(
          "/desk/integration",
          List.of("/desk/integration"),
          "/desk/integration/deliveries",
          List.of("/desk/integration/deliveries", "/desk/integration/deliveries?state=dead"),
          "/desk/integration/deliveries/decide",
          List.of("/desk/integration/deliveries/decide?act=drop&item=DEAD"),
          "/desk/integration/subscriptions",
          List.of("/desk/integration/subscriptions"),
          "/desk/integration/reviews",
          List.of("/desk/integration/reviews", "/desk/integration/reviews?show=all"),
          "/desk/integration/reviews/{id}",
          List.of("/desk/integration/reviews/OPENED"));

  @Autowired private ApplicationContext context;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping routes;

  @AfterEach
  void theReceiverIsWell() {
    RECEIVER.answers(got -> 200);
  }

  /** Looks at all of them after one login. */
  private void look(Someone who, Map<String, List<String>> pages, UnaryOperator<String> filled) {
    Page page = logIn(who, "/");
    for (String one : pages.values().stream().flatMap(List::stream).toList()) {
      String path = filled.apply(one);
      int status = page.navigate(base() + path).status();
      assertThat(status).as(path).isEqualTo(200);
      assertThat(page.locator("h1").count()).as("headings of " + path).isEqualTo(1);
      assertThat(page.locator("main").textContent()).as(path).doesNotContain("??");
      assertForEverybody(page, "page" + one.replaceAll("\\W+", "-"));
    }
  }

  @Test
  void noPageOfTheDeskIsForgotten() {
    Set<String> served = new TreeSet<>();
    routes
        .getHandlerMethods()
        .forEach(
            (route, method) -> {
              Set<RequestMethod> verbs = route.getMethodsCondition().getMethods();
              if (method.getBeanType().getName().startsWith("dev.vertepath.desk.")
                  && (verbs.isEmpty() || verbs.contains(RequestMethod.GET))) {
                served.addAll(route.getPatternValues());
              }
            });
    Set<String> seen = new TreeSet<>(NO_PAGES);
    Stream.of(OF_PATIENTS, OF_COUNTS, OF_MESSAGES, OF_THE_HOUSE)
        .forEach(pages -> seen.addAll(pages.keySet()));

    assertThat(seen).isEqualTo(served);
    open(person(), "/desk/goodbye");
  }

  @Test
  void everyPageOfPatientsIsForEverybody() {
    flagged();
    pain(8, daysAgo(10));
    pain(4, daysAgo(1));
    String score = first(his, "/Observation?code=72514-3&patient=" + id).path("id").asString();
    String review = task("recovery-review").path("id").asString();
    String flag = task("red-flag-review").path("id").asString();
    String task = task(CASE).path("id").asString();

    look(
        clinician,
        OF_PATIENTS,
        page ->
            page.replace("PATIENT", id)
                .replace("SCORE", score)
                .replace("REVIEW", review)
                .replace("FLAG", flag)
                .replace("CASE", task));
  }

  @Test
  void everyPageOfTheRegistryIsForEverybody() {
    treated();
    look(someone("Reg Registrar", "registrar"), OF_COUNTS, page -> page);
  }

  @Test
  void everyPageOfMessagesIsForEverybody() {
    var traffic = new Traffic(context, base(), by(his));
    String mrn = "E" + System.nanoTime();
    String failed = traffic.failedV2(mrn, "Lindgren");
    String waiting = traffic.message("referral", Traffic.fracture("W" + mrn));
    traffic.message("patient-update", Traffic.patient("W" + mrn, "Later"));

    look(his, OF_MESSAGES, page -> page.replace("FAILED", failed).replace("WAITING", waiting));
  }

  @Test
  void everyPageOfTheHouseIsForEverybody() {
    var traffic = new Traffic(context, base(), by(his));
    String dead = traffic.dead(RECEIVER, "/" + family, 1).getFirst();
    RECEIVER.answers(got -> got.path().startsWith("/wrong") ? 500 : 200);
    traffic.subscription(RECEIVER, "/wrong" + family, "error");
    String opened = Long.toString(traffic.opened(id, "found unconscious"));

    look(
        someone("Adam Admin", "administrator"),
        OF_THE_HOUSE,
        page -> page.replace("DEAD", dead).replace("OPENED", opened));
    Page closed = logIn(coordinator, "/desk/integration");
    assertThat(said(closed)).contains(words("integration.closed.ask"));
    assertForEverybody(closed, "integration-closed");
  }
}
