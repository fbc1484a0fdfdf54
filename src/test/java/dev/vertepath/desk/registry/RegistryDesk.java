package dev.vertepath.desk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.CountingDataSource;
import dev.vertepath.desk.DeskOverHttp;
import dev.vertepath.record.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The registry of a facility in Berlin that hides no small count, and patients who are counted. */
@TestPropertySource(
    properties = {"vertepath.zone=Europe/Berlin", "vertepath.registry-smallest-count=1"})
@Import(RegistryDesk.Counted.class)
abstract class RegistryDesk extends DeskOverHttp {

  static final CountingDataSource COUNTED = CountingDataSource.ofRequests();

  private static final Map<String, String> SITES =
      Map.of("T12", "23215003", "L1", "66794005", "L2", "14293000", "L4", "11994002");

  @TestConfiguration(proxyBeanMethods = false)
  static class Counted {

    @Bean
    static BeanPostProcessor countedRegistry() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof DataSource source ? COUNTED.over(source) : bean;
        }
      };
    }
  }

  String hospital(String name) {
    return created("Organization", "{'resourceType':'Organization','name':'%s'}".formatted(name));
  }

  String patient(String hospital) {
    return created(
        "Patient",
        ("{'resourceType':'Patient','birthDate':'1941-05-06','name':[{'family':'Secret'}],"
                + "'managingOrganization':{'reference':'Organization/%s'}}")
            .formatted(hospital));
  }

  String fracture(String patient, String icd, String level, String recorded) {
    return fracture(patient, icd, level, recorded, "confirmed");
  }

  String fracture(String patient, String icd, String level, String recorded, String verified) {
    return created(
        "Condition",
        """
        {'resourceType':'Condition','subject':{'reference':'Patient/%s'},'recordedDate':'%s',
         'clinicalStatus':{'coding':[{
           'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
         'verificationStatus':{'coding':[{
           'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'%s'}]},
         'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'%s'}]},
         'bodySite':[%s]}
        """
            .formatted(patient, recorded, verified, icd, site(level)));
  }

  private static String site(String level) {
    return "{'coding':[{'system':'http://snomed.info/sct','code':'%s'}]}"
        .formatted(SITES.get(level));
  }

  void pain(String patient, int score, String at) {
    created(
        "Observation",
        """
        {'resourceType':'Observation','status':'final','subject':{'reference':'Patient/%s'},
         'code':{'coding':[{'system':'http://loinc.org','code':'72514-3'}]},
         'effectiveDateTime':'%s','valueQuantity':{'value':%d}}
        """
            .formatted(patient, at, score));
  }

  void order(String patient, String fracture, String at) {
    created(
        "ServiceRequest",
        """
        {'resourceType':'ServiceRequest','status':'active','intent':'order',
         'subject':{'reference':'Patient/%s'},'authoredOn':'%s',
         'requester':{'display':'Dr. Anna Weber'},
         'code':{'coding':[{
           'system':'https://vertepath.dev/fhir/CodeSystem/procedure','code':'vertebroplasty'}]},
         'reasonReference':[{'reference':'Condition/%s'}]}
        """
            .formatted(patient, at, fracture));
  }

  /**
   * @param fractures ids of Conditions
   * @param complication JSON of one, or empty
   */
  void operation(
      String patient, List<String> fractures, String from, String to, String complication) {
    String reasons =
        fractures.stream()
            .map("{'reference':'Condition/%s'}"::formatted)
            .collect(Collectors.joining(","));
    created(
        "Procedure",
        """
        {'resourceType':'Procedure','status':'completed','subject':{'reference':'Patient/%s'},
         'code':{'coding':[{
           'system':'https://vertepath.dev/fhir/CodeSystem/procedure','code':'vertebroplasty'}]},
         'performedPeriod':{'start':'%s','end':'%s'}%s%s}
        """
            .formatted(
                patient,
                from,
                to,
                fractures.isEmpty() ? "" : ",'reasonReference':[" + reasons + "]",
                complication.isEmpty() ? "" : ",'complication':[" + complication + "]"));
  }

  static String leakage(String kind) {
    return ("{'coding':[{'system':'https://vertepath.dev/fhir/CodeSystem/complication',"
            + "'code':'cement-leakage-%s'}]}")
        .formatted(kind);
  }

  private String created(String type, String json) {
    return write("POST", "/" + type, json).path("id").asString();
  }

  JsonNode caseOf(String patient) {
    return fhir("/Task?code=pathway-case&patient=" + patient).at("/entry/0/resource");
  }

  /** The lines of an export by group, measure and item. */
  Map<String, JsonNode> lines(String query) {
    return page("/desk/registry.ndjson?" + query)
        .lines()
        .map(Json.MAPPER::readTree)
        .collect(
            Collectors.toMap(
                line ->
                    String.join(
                        " ",
                        line.path("group").asString(),
                        line.path("measure").asString(),
                        line.path("item").asString()),
                Function.identity()));
  }

  /** As in {@code 2 of 3: 1.0 [0.5, 1.5]}; empty for a line that is not there. */
  static String told(Map<String, JsonNode> lines, String key) {
    JsonNode line = lines.get(key);
    if (line == null) {
      return "";
    }
    String of = line.has("denominator") ? " of " + line.path("denominator").asString() : "";
    String middle =
        line.has("median")
            ? ": %s [%s, %s]"
                .formatted(
                    line.path("median").asString(),
                    line.path("lowerQuartile").asString(),
                    line.path("upperQuartile").asString())
            : "";
    return line.path("count").asString() + of + middle;
  }

  static void assertTold(Map<String, JsonNode> lines, String... keysAndFigures) {
    for (int i = 0; i < keysAndFigures.length; i += 2) {
      assertThat(told(lines, keysAndFigures[i]))
          .as(keysAndFigures[i])
          .isEqualTo(keysAndFigures[i + 1]);
    }
  }
}
