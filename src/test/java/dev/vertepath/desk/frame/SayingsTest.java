package dev.vertepath.desk.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.pathway.ActivityDefinition;
import dev.vertepath.pathway.CandidacyProtocol;
import dev.vertepath.pathway.Criterion;
import dev.vertepath.pathway.FollowUpProtocol;
import dev.vertepath.pathway.GoalDefinition;
import dev.vertepath.pathway.Protocols;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.ClassPathResource;

class SayingsTest {

  private static final Properties ENGLISH =
      Languages.texts(new ClassPathResource("messages/desk.properties"));

  private final Sayings sayings = sayings();

  private static Sayings sayings() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/desk");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return new Sayings(ENGLISH, messages, new Times(ZoneId.of("Europe/Berlin")), new Figures());
  }

  @BeforeEach
  void german() {
    LocaleContextHolder.setLocale(Locale.GERMAN);
  }

  @AfterEach
  void noLanguage() {
    LocaleContextHolder.resetLocaleContext();
  }

  static Stream<String> whatTheProtocolsSay() {
    List<CandidacyProtocol> candidacy =
        List.of(
            Protocols.candidacyDefault(),
            Protocols.candidacySevereEarlyPain(),
            Protocols.candidacyCoverage());
    List<FollowUpProtocol> followUp =
        List.of(Protocols.vertebroplastyFollowUp(), Protocols.registryFollowUp());
    List<Criterion> criteria = candidacy.stream().flatMap(p -> p.criteria().stream()).toList();
    return Stream.of(
            criteria.stream().map(Criterion::text),
            criteria.stream().map(Criterion::citation),
            followUp.stream().map(FollowUpProtocol::title),
            followUp.stream().flatMap(p -> p.activities().stream()).map(ActivityDefinition::title),
            followUp.stream().flatMap(p -> p.goals().stream()).map(GoalDefinition::title))
        .flatMap(texts -> texts)
        .distinct();
  }

  /** Whoever changes a sentence of a protocol changes it in the English file, too. */
  @ParameterizedTest
  @MethodSource("whatTheProtocolsSay")
  void everySentenceOfTheShippedProtocolsIsKnown(String sentence) {
    assertThat(sayings.knows(sentence)).isTrue();
    assertThat(sayings.language(sentence)).isNull();
    assertThat(sayings.of(sentence)).isNotEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7.5 of 10 on 2026-01-02 | 7,5 von 10 am 02.01.2026
          present on 2026-01-02; height loss 30 percent | vorhanden am 02.01.2026; Höhenverlust 30 Prozent
          recorded as active, coded as in active treatment | eingetragen als aktiv, kodiert als in aktiver Behandlung
          Wanted: Pregnancy. | Zu klären: Schwangerschaft.
          Levels treated: T12, sacrum | Behandelte Wirbel: T12, Kreuzbein
          Snoozed until 2026-01-02: he is on 3 holidays | Zurückgestellt bis 02.01.2026: he is on 3 holidays
          Levels treated: not told | Behandelte Wirbel: nicht genannt
          L1: 4.5 mL | L1: 4,5 mL
          7.5 / 10 | 7,5 / 10
          contraindication-present: a proposal for the clinician, who decides. | „eine Kontraindikation liegt vor“: ein Vorschlag; es entscheidet die Ärztin oder der Arzt.
          Vertebroplasty of T12, L1 | Vertebroplastie T12, L1
          Baseline: 9 of 10 (Observation/a1/_history/1). | Ausgangswert: 9 von 10.
          Red flag on 2026-01-02 after the procedure Procedure/a1: look at the patient the same day. | Warnzeichen am 02.01.2026 nach dem Eingriff: noch am selben Tag nach der Patientin oder dem Patienten sehen.
          the procedure was stopped: her blood pressure fell | der Eingriff wurde abgebrochen: her blood pressure fell
          """)
  void whatTheServiceSaysWithValuesIsSaidInTheLanguageOfThePage(String english, String german) {
    assertThat(sayings.of(english)).isEqualTo(german);
  }

  @Test
  void anOrderAgainstTheVerdictNamesWhatSpokeAgainstIt() {
    assertThat(
            sayings.of(
                "Ordered for the fracture of T12 (Condition/a1) against the verdict does-not-meet of"
                    + " https://vertepath.dev/fhir/PlanDefinition/candidacy-default|1.0.0:"
                    + " pain-score (3 of 10 on 2026-01-02); marrow-oedema (absent on 2026-01-01)"))
        .isEqualTo(
            "Angeordnet für die Fraktur T12 gegen das Urteil „erfüllt die Kriterien nicht“:"
                + " Schmerz (3 von 10 am 02.01.2026); in der Bildgebung nicht verheilt"
                + " (nicht vorhanden am 01.01.2026)");
  }

  @Test
  void daysNumbersAndWordsAreThoseOfThePageInEnglishAsWell() {
    LocaleContextHolder.setLocale(Locale.ENGLISH);

    assertThat(sayings.of("7.5 of 10 on 2026-01-02")).isEqualTo("7.5 of 10 on 2 Jan 2026");
    assertThat(sayings.of("entered-in-error")).isEqualTo("entered in error");
    assertThat(sayings.language("Something of the record.")).isNull();
  }

  @Test
  void momentsAreThoseOfTheFacility() {
    assertThat(sayings.of("2026-07-01T22:30:00Z")).isEqualTo("02.07.2026, 00:30");
  }

  @Test
  void whatAHospitalChangedOrAPersonWroteIsShownAsItStands() {
    for (String text :
        List.of(
            "Pain of at least 6 of 10 in the last 30 days.",
            "Called twice, nobody answered: present her case on Monday.",
            "2026-13-45",
            "7 of 10",
            "Takes Paracetamol/500mg 3x daily",
            "Read Observation/a1 again: he fell",
            "1234567",
            "000123",
            "2027",
            "")) {
      assertThat(sayings.of(text)).isEqualTo(text);
    }
    assertThat(sayings.language("Nobody has words for this.")).isEqualTo("en");
    assertThat(sayings.of(null)).isEmpty();
  }

  /** Of a text that is put into itself, the rest is looked at in more than one way. */
  @Test
  void aTextOfManyLevelsIsSoonGivenUp() {
    for (String level : List.of("L1 (", "L1: ", "Levels treated: L1 (", "Wanted: L1 (")) {
      String text = level.repeat(100) + "x";

      assertThat(sayings.of(text)).endsWith("x");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requested",
        "received",
        "accepted",
        "rejected",
        "ready",
        "completed",
        "failed",
        "final",
        "in-progress",
        "on-hold",
        "cancelled",
        "draft",
        "entered-in-error"
      })
  void aStatusHasAWordOfThePagesLanguage(String status) {
    assertThat(sayings.of(status)).isNotEqualTo(status);
  }

  @Test
  void whatTheFormsWriteIsSaidInTheLanguageOfThePage() {
    assertThat(sayings.of("Pain score of 0 to 10")).isEqualTo("Schmerzwert von 0 bis 10");
    assertThat(ENGLISH.stringPropertyNames())
        .filteredOn(key -> key.startsWith("patient.finding."))
        .hasSizeGreaterThan(10)
        .extracting(key -> key.replaceFirst("patient.finding.", "").replace('-', ' '))
        .allMatch(sayings::knows);
  }

  @Test
  void aLongTextOfOthersIsNotSearched() {
    String text = "Ordered for the fracture of " + "x of ".repeat(500);

    assertThat(sayings.of(text)).isEqualTo(text);
  }
}
