package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The worklist and what is done from it, from the login to what the API tells afterwards. */
class WorklistIT extends PatientInBrowser {

  @BeforeEach
  void herFractureWasTreated() {
    treated();
  }

  private Page worklist(String more) {
    return logIn(coordinator, "/?q=" + family + more);
  }

  private static List<String> whats(Page page) {
    return page.locator("tbody tr td:nth-child(4)").allInnerTexts();
  }

  private Locator row(Page page, String code) {
    return page.locator("#row-Task-" + task(code).path("id").asString());
  }

  private static int count(Page page, String band) {
    return Integer.parseInt(page.locator("#band-" + band + " .count").textContent());
  }

  private void search(Page page) {
    follow(page, page.locator("form[role=search] button.primary"));
  }

  @Test
  void theKeyboardReachesTheListPastTheFrame() {
    Page page = worklist("");

    page.keyboard().press("Tab");
    assertThat(page.evaluate("() => document.activeElement.className")).isEqualTo("skip");
    page.keyboard().press("Enter");

    page.waitForFunction("() => document.activeElement.id === 'main'");
  }

  @Test
  void aPieceOfWorkIsTakenByKeyboard() {
    String taken = reference(task("recovery-review")).replace('/', '-');
    Page page = worklist("");

    press(page, "take-row-" + taken);
    page.waitForFunction(
        "([row, name]) => document.getElementById(row)?.textContent.includes(name)",
        List.of("row-" + taken, coordinator.name()));

    JsonNode task = task("recovery-review");
    assertThat(task.at("/owner/reference").asString()).isEqualTo(coordinator.user());
    assertInTheTrail(coordinator, "U", task);
    assertThat(count(worklist("&owner=me"), "all")).isEqualTo(1);
  }

  @Test
  void whoIsNotInTheRecordIsToldWhatToDoAboutIt() {
    Page page = logIn(clinician, "/?q=" + family);

    follow(page, page.locator("tbody button[formaction='/desk/tasks/take']").first());

    assertThat(said(page))
        .contains(words("frame.refused.invalid"), "PUT " + clinician.user())
        .contains("whom the record does not hold");
    assertAccessible(page);
    assertThat(api(coordinator, "/Task?owner=" + clinician.user()).path("total").asInt()).isZero();

    Page unnamed = logIn(unnamed("Una Unnamed", "coordinator"), "/?q=" + family);
    assertThat(unnamed.locator("button[formaction='/desk/tasks/take']").count()).isZero();
    assertThat(said(unnamed)).contains(words("worklist.bulk.nobody"));
    assertAccessible(unnamed);
  }

  @Test
  void anOrganizationNarrowsTheListAndTwoColumnsTellOfContactAndAppointment() {
    String house = posted("{'resourceType':'Organization','name':'House %s'}".formatted(family));
    write(
        "PATCH",
        "/Patient/" + id,
        ("{'resourceType':'Parameters','parameter':[{'name':'operation','part':["
                + "{'name':'type','valueCode':'add'},{'name':'path','valueString':'Patient'},"
                + "{'name':'name','valueString':'managingOrganization'},"
                + "{'name':'value','valueReference':{'reference':'%s'}}]}]}")
            .formatted(house),
        by(his));
    Instant contact = daysAgo(3);
    Instant appointment = daysAgo(-5);
    posted(
        "{'resourceType':'Communication','status':'completed','subject':{'reference':'Patient/%s'},'sent':'%s'}"
            .formatted(id, contact));
    posted(
        "{'resourceType':'Appointment','status':'booked','start':'%s','end':'%s','participant':[{'actor':{'reference':'Patient/%s'},'status':'accepted'}]}"
            .formatted(appointment, appointment.plusSeconds(1800), id));
    Page page = worklist("");

    page.locator("details.more summary").click();
    page.locator("#organization").selectOption(house);
    search(page);
    page.waitForURL("**organization=**");

    assertThat(count(page, "all")).isPositive().isEqualTo(page.locator("tbody tr").count());
    assertThat(page.locator("#organization option[selected]").textContent())
        .isEqualTo("House " + family);
    assertThat(column(page, 7)).containsOnly(shown("d MMM yyyy", contact));
    assertThat(column(page, 8)).containsOnly(shown("d MMM yyyy, HH:mm", appointment));
    open(page, "/?organization=Organization/another&q=" + family);
    assertThat(said(page)).contains(words("worklist.empty"));
  }

  private String posted(String json) {
    String type = json.replaceFirst("(?s).*?'resourceType':'(\\w+)'.*", "$1");
    return type + "/" + write("POST", "/" + type, json, by(his)).path("id").asString();
  }

  private static List<String> column(Page page, int number) {
    return page.locator("tbody tr td:nth-child(" + number + ")").allInnerTexts();
  }

  /** As pages in British English show it. */
  private String shown(String pattern, Instant at) {
    return DateTimeFormatter.ofPattern(pattern, Locale.UK).format(at.atZone(zone));
  }

  @Test
  void severalAreGivenToAnotherAtOnce() {
    String nurse =
        "Practitioner/"
            + write(
                    "POST",
                    "/Practitioner",
                    "{'resourceType':'Practitioner','name':[{'family':'%s','given':['Mia']}]}"
                        .formatted(family),
                    by(his))
                .path("id")
                .asString();
    Page page = worklist("");
    int all = count(page, "all");

    page.locator("#all-rows").check();
    page.locator("#bulk-owner").fill(nurse);
    click(page, AriaRole.BUTTON, "worklist.bulk.assign");
    page.waitForURL(url -> !url.contains("q=")); // names are in no URL of a redirect

    open(page, "/?owner=" + nurse);
    assertThat(count(page, "all")).isPositive().isLessThanOrEqualTo(all);
    JsonNode given = api(coordinator, "/Task?owner=%s&patient=%s&_count=100".formatted(nurse, id));
    assertThat(given.path("total").asInt()).isEqualTo(count(page, "all"));
    given
        .path("entry")
        .forEach(entry -> assertInTheTrail(coordinator, "U", entry.path("resource")));
  }

  @Test
  void whatIsSnoozedForAReasonIsOutOfSightAndComesBack() {
    Page page = worklist("");
    int before = count(page, "all");

    row(page, "recovery-review").locator("input[name=item]").check();
    page.locator("#bulk-until").fill(day(3).toString());
    page.locator("#bulk-reason").fill("Waits for the daughter");
    click(page, AriaRole.BUTTON, "worklist.bulk.snooze");
    page.waitForURL(url -> !url.contains("q=")); // names are in no URL of a redirect

    assertThat(page.locator("[role=status]").textContent())
        .isEqualTo(words("worklist.done.snooze"));
    assertThat(row(page, "recovery-review").count()).isZero();
    assertThat(count(page, "all")).isEqualTo(before - 1);
    JsonNode task = task("recovery-review");
    assertThat(task.at("/note/0/text").asString()).contains("Waits for the daughter");
    assertThat(task.at("/note/0/authorReference/reference").asString())
        .isEqualTo(coordinator.user());
    assertThat(task.path("extension").toString()).contains(day(3).toString().substring(0, 7));
    assertInTheTrail(coordinator, "U", task);
    open(page, "/?snoozed=yes&q=" + family);
    assertThat(row(page, "recovery-review").count()).isEqualTo(1);
  }

  @Test
  void aSnoozeWithoutAReasonIsRefusedWithWhatToDo() {
    Page page = worklist("");

    row(page, "recovery-review").locator("input[name=item]").check();
    page.locator("#bulk-until").fill(day(3).toString());
    click(page, AriaRole.BUTTON, "worklist.bulk.snooze");

    assertThat(page.locator("h1").textContent()).isEqualTo(words("frame.refused.invalid"));
    assertThat(said(page)).contains("Write why");
    assertAccessible(page);
    assertThat(task("recovery-review").path("extension").toString()).doesNotContain("snooze");
  }

  @Test
  void filtersStandInTheUrlAndTheCountsMatch() {
    pain(8, daysAgo(8));
    Page page = worklist("");
    assertThat(count(page, "all")).isEqualTo(page.locator("tbody tr").count());

    page.locator("details.more summary").click();
    page.locator("#activity").selectOption("recovery-review");
    page.locator("#level").selectOption("L1");
    page.locator("#age").selectOption("75-84");
    page.locator("#cause").selectOption("osteoporotic");
    page.locator("#state").selectOption("follow-up");
    page.locator("#owner").selectOption("none");
    search(page);
    page.waitForURL("**activity=recovery-review**");

    assertThat(page.url())
        .contains("level=L1", "age=75-84", "cause=osteoporotic", "state=follow-up", "owner=none");
    assertThat(whats(page)).hasSize(1);
    assertThat(count(page, "all")).isEqualTo(1);
    assertThat(page.locator("#list").getAttribute("hx-get")).contains("activity=recovery-review");
    Page shared = logIn(clinician, page.url().substring(base().length()));
    assertThat(whats(shared)).isEqualTo(whats(page));
    page.locator("#level").selectOption("T12");
    search(page);
    page.waitForURL("**level=T12**");
    assertThat(said(page)).contains(words("worklist.empty"));
    assertAccessible(page);
  }

  @Test
  void aBandIsChosenAndTheOrderChanged() {
    Page page = worklist("");

    page.locator("#sort").selectOption("due");
    search(page);
    page.waitForURL("**sort=due**");
    List<String> byDue = whats(page);
    page.locator("#sort").selectOption("owner");
    search(page);
    page.waitForURL("**sort=owner**");
    assertThat(whats(page)).containsExactlyInAnyOrderElementsOf(byDue);

    String band = page.locator("tbody tr td:nth-child(3) .tag").last().textContent();
    follow(
        page,
        page.locator(".bands a").filter(new Locator.FilterOptions().setHasText(band)).first());
    page.waitForURL("**band=**");
    assertThat(page.locator("tbody tr td:nth-child(3) .tag").allTextContents())
        .isNotEmpty()
        .containsOnly(band);
    assertThat(page.url()).contains("sort=owner", "q=" + family);
  }

  @Test
  void aViewIsKeptOpenedAndDropped() {
    Page page = worklist("&state=follow-up&sort=due");
    String kept = "View of " + System.nanoTime();

    page.locator(".views summary").click();
    page.locator("#view-name").fill(kept);
    click(page, AriaRole.BUTTON, "worklist.views.save");
    page.waitForURL("**state=follow-up**");
    open(page, "/");
    follow(page, page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(kept)));
    page.waitForURL("**state=follow-up**");

    assertThat(page.url()).contains("q=" + family, "sort=due");
    assertThat(logIn(clinician, "/").locator(".views").textContent())
        .as("her views are hers")
        .doesNotContain(kept);
    click(page, AriaRole.BUTTON, "worklist.views.delete", kept);
    assertThat(page.locator(".views").textContent()).doesNotContain(kept);
  }
}
