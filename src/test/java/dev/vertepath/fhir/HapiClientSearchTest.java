package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.model.api.Include;
import ca.uhn.fhir.rest.api.SearchStyleEnum;
import ca.uhn.fhir.rest.api.SearchTotalModeEnum;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.gclient.ICriterion;
import ca.uhn.fhir.rest.gclient.IQuery;
import ca.uhn.fhir.rest.gclient.StringClientParam;
import ca.uhn.fhir.rest.gclient.TokenClientParam;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches as HAPI's client writes them: Ada and Bo each with observations, and their hospital. */
class HapiClientSearchTest extends HapiOverHttp {

  private static final String SUBJECT = "Observation:subject";

  /** Names this test's own resources. */
  private final String mark = UUID.randomUUID().toString();

  private IIdType ada;
  private IIdType bo;
  private IIdType hospital;

  @BeforeEach
  void twoPatientsWithTheirObservations() {
    hospital = stored(new Organization().setName("Hospital " + mark));
    ada = stored(patient("Ada", "1950-03-02"));
    bo = stored(patient("Bo", "1948-07-01"));
    stored(pain(ada, 3, "2026-03-01"));
    stored(pain(ada, 8, "2026-03-03"));
    stored(pain(bo, 5, "2026-03-02"));
  }

  private Patient patient(String given, String birthDate) {
    Patient patient = person(mark).setManagingOrganization(new Reference(hospital));
    patient.getNameFirstRep().addGiven(given);
    return patient.setBirthDateElement(new DateType(birthDate));
  }

  private Observation pain(IIdType patient, int score, String day) {
    return observation(patient, mark)
        .setValue(new Quantity(score))
        .setEffective(new DateTimeType(day));
  }

  private IQuery<Bundle> patients() {
    return client
        .search()
        .forResource(Patient.class)
        .where(Patient.FAMILY.matches().value(mark))
        .returnBundle(Bundle.class);
  }

  private IQuery<Bundle> observations() {
    return client
        .search()
        .forResource(Observation.class)
        .where(Observation.CODE.exactly().systemAndCode(SYSTEM, mark))
        .returnBundle(Bundle.class);
  }

  /** The types of a page's resources, or for matches what tells them apart. */
  private static List<String> told(Bundle page) {
    List<String> told = new ArrayList<>();
    for (var entry : page.getEntry()) {
      told.add(
          switch (entry.getResource()) {
            case Patient p -> p.getNameFirstRep().getGivenAsSingleString();
            case Observation o -> o.getValueQuantity().getValue().toPlainString();
            default -> entry.getResource().fhirType();
          });
    }
    return told;
  }

  @Test
  void findsByTokenDateQuantityReferenceAndString() {
    assertThat(told(with(Observation.DATE.after().day("2026-03-02")))).containsExactly("8");
    assertThat(told(with(Observation.DATE.beforeOrEquals().day("2026-03-01"))))
        .containsExactly("3");
    assertThat(told(with(Observation.VALUE_QUANTITY.greaterThan().number(4).andNoUnits())))
        .containsExactly("8", "5");
    assertThat(told(with(Observation.SUBJECT.hasId(bo)))).containsExactly("5");
    assertThat(told(patients().and(Patient.GIVEN.matchesExactly().value("Ada")).execute()))
        .containsExactly("Ada");
    assertThat(told(patients().and(Patient.GIVEN.contains().values("d", "x")).execute()))
        .containsExactly("Ada");
  }

  private Bundle with(ICriterion<?> criterion) {
    return observations().and(criterion).execute();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> with(new StringClientParam("shoe-size").matches().value("44")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("shoe-size");
    assertThatThrownBy(
            () -> client.search().byUrl("Nothing?a=b").returnBundle(Bundle.class).execute())
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> get400("Observation?date=2026-02-31"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("2026-02-31");
  }

  @Test
  void sortsBySeveralParametersAndRefusesOthers() {
    assertThat(told(observations().sort().descending(Observation.DATE).execute()))
        .containsExactly("8", "5", "3");
    assertThat(
            told(
                observations()
                    .sort()
                    .ascending(Observation.SUBJECT)
                    .sort()
                    .descending(Observation.VALUE_QUANTITY)
                    .execute()))
        .containsExactlyElementsOf(
            ada.getValue().compareTo(bo.getValue()) < 0
                ? List.of("8", "3", "5")
                : List.of("5", "8", "3"));
    assertThatThrownBy(() -> observations().sort().ascending("code-value-quantity").execute())
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void includesWhatIsReferredToAndWhatRefers() {
    Bundle on =
        observations()
            .include(new Include(SUBJECT))
            .include(new Include("Patient:organization", true))
            .execute();
    Bundle back = patients().revInclude(new Include(SUBJECT)).execute();

    assertThat(told(on)).containsExactlyInAnyOrder("3", "8", "5", "Ada", "Bo", "Organization");
    assertThat(matches(on)).isEqualTo(3);
    assertThat(told(back)).containsExactlyInAnyOrder("Ada", "Bo", "3", "8", "5");
    assertThat(matches(back)).isEqualTo(2);
    assertThatThrownBy(() -> observations().include(new Include("Observation:code")).execute())
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Observation:code");
  }

  @Test
  void followsChainsForwardsAndBackwards() {
    assertThat(
            told(
                with(
                    Observation.SUBJECT.hasChainedProperty(
                        "Patient", Patient.GIVEN.matches().value("bo")))))
        .containsExactly("5");
    assertThat(
            told(
                with(
                    Observation.PATIENT.hasChainedProperty(
                        Patient.ORGANIZATION.hasChainedProperty(
                            Organization.NAME.matches().value("hospital " + mark))))))
        .hasSize(3);
    assertThat(told(having("_has:Observation:subject:code", "nothing"))).isEmpty();
    assertThat(told(having("_has:Observation:subject:code", mark))).containsExactly("Ada", "Bo");
    assertThatThrownBy(() -> having("_has:Observation:nobody:code", mark))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("nobody");
  }

  private Bundle having(String parameter, String code) {
    return patients()
        .and(new TokenClientParam(parameter).exactly().systemAndCode(SYSTEM, code))
        .execute();
  }

  @Test
  void tellsTheTotalUnlessItIsNotWanted() {
    assertThat(observations().totalMode(SearchTotalModeEnum.ACCURATE).execute().getTotal())
        .isEqualTo(3);
    assertThat(observations().totalMode(SearchTotalModeEnum.NONE).execute().hasTotal()).isFalse();
    assertThat(observations().summaryMode(SummaryEnum.COUNT).execute().getEntry()).isEmpty();
    assertThatThrownBy(() -> get400("Observation?_total=perhaps"))
        .isInstanceOf(InvalidRequestException.class);
  }

  private Bundle get400(String url) {
    return client.search().byUrl(url).returnBundle(Bundle.class).execute();
  }

  @Test
  void sendsOnlyTheElementsThatAreWanted() {
    Bundle page = patients().elementsSubset("birthDate").execute();

    assertThat(page.getEntry())
        .extracting(e -> (Patient) e.getResource())
        .allSatisfy(p -> assertThat(p.hasBirthDate()).isTrue())
        .noneSatisfy(p -> assertThat(p.hasName()).isTrue());
    assertThatThrownBy(() -> get400("Patient?_elements=id&_summary=true"))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void pagesForwardsAndBackwardsThroughTheRecordAsTheFirstPageSawIt() {
    Bundle first = observations().sort().ascending(Observation.DATE).count(2).execute();
    stored(pain(bo, 9, "2026-01-01"));
    Bundle second = client.loadPage().next(first).execute();

    assertThat(told(first)).containsExactly("3", "5");
    assertThat(told(second)).containsExactly("8");
    assertThat(second.getTotal()).isEqualTo(3);
    assertThat(second.getLink("next")).isNull();
    assertThat(told(client.loadPage().previous(second).execute())).isEqualTo(told(first));
    assertThat(told(observations().execute())).hasSize(4);
    assertThatThrownBy(() -> get400(first.getLink("next").getUrl() + "x"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("_cursor");
  }

  @Test
  void findsByWhatEveryResourceBears() {
    Patient tagged = patient("Cy", "1960-01-01");
    tagged.getMeta().addTag().setSystem(SYSTEM).setCode(mark);
    tagged.getMeta().addProfile("http://example.org/" + mark);
    IIdType cy = stored(tagged);

    assertThat(told(patients().withTag(SYSTEM, mark).execute())).containsExactly("Cy");
    assertThat(told(patients().withProfile("http://example.org/" + mark).execute()))
        .containsExactly("Cy");
    assertThat(told(patients().and(Patient.RES_ID.exactly().code(cy.getIdPart())).execute()))
        .containsExactly("Cy");
    var tomorrow = new DateRangeParam(Date.from(Instant.now().plusSeconds(86_400)), null);
    assertThat(told(patients().lastUpdated(tomorrow).execute())).isEmpty();
    assertThatThrownBy(() -> get400("Patient?_lastUpdated=lately"))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void takesTheSameSearchesByPost() {
    assertThat(told(observations().usingStyle(SearchStyleEnum.POST).execute())).hasSize(3);
    assertThatThrownBy(
            () ->
                observations()
                    .and(new StringClientParam("shoe-size").matches().value("44"))
                    .usingStyle(SearchStyleEnum.POST)
                    .execute())
        .isInstanceOf(InvalidRequestException.class);
  }
}
