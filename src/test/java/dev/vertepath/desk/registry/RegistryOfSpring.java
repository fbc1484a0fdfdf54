package dev.vertepath.desk.registry;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.node.ObjectNode;

/**
 * Figures of the spring of 2019, computed by hand. In Berlin summer time began on 31 March, so
 * April began at 22:00 of Greenwich.
 *
 * <p>March: Ada, opened on the 1st, operated on the 11th, ten days later, with scores 8 before and
 * 5, 4 and 3 in the windows, and a leak that was not felt. Bea with two cases, opened on the 10th
 * and 12th, both operated at once on the 30th, without a score before, a 6 on the day after, and a
 * leak that was felt; she died on 5 April. Cleo, opened on the 15th, whose case a person closed.
 * Dora, whose fracture was entered in error. April: Edna, opened at half past midnight in Berlin.
 * Fay, with an operation and no fracture that anybody told of, and a complication in words.
 */
abstract class RegistryOfSpring extends RegistryDesk {

  static final String OSTEOPOROTIC = "M80.08XA";
  static final String UNSPECIFIED = "M48.56XA";
  static final String MARCH = "from=2019-03&to=2019-03";
  static final String APRIL = "from=2019-04&to=2019-04";

  static String hospital = "";

  @BeforeEach
  void spring() {
    if (!hospital.isEmpty()) {
      return;
    }
    hospital = hospital("Spring, Hospital");
    String ada = patient(hospital);
    String fracture = fracture(ada, OSTEOPOROTIC, "L1", "2019-03-01T09:00:00Z");
    pain(ada, 8, "2019-03-05T10:00:00Z");
    order(ada, fracture, "2019-03-06T09:00:00Z");
    operation(
        ada,
        List.of(fracture),
        "2019-03-11T08:00:00Z",
        "2019-03-11T09:00:00Z",
        leakage("asymptomatic"));
    pain(ada, 5, "2019-03-12T12:00:00Z");
    pain(ada, 4, "2019-03-20T12:00:00Z");
    pain(ada, 3, "2019-04-10T12:00:00Z");

    String bea = patient(hospital);
    String first = fracture(bea, OSTEOPOROTIC, "L2", "2019-03-10T09:00:00Z");
    String second = fracture(bea, UNSPECIFIED, "L4", "2019-03-12T09:00:00Z");
    operation(
        bea,
        List.of(first, second),
        "2019-03-30T09:00:00Z",
        "2019-03-30T09:00:00Z",
        leakage("symptomatic"));
    pain(bea, 6, "2019-03-31T12:00:00Z");
    write(
        "PUT",
        "/Patient/" + bea,
        ("{'resourceType':'Patient','id':'%s','deceasedDateTime':'2019-04-05T12:00:00Z',"
                + "'managingOrganization':{'reference':'Organization/%s'}}")
            .formatted(bea, hospital));

    String cleo = patient(hospital);
    fracture(cleo, OSTEOPOROTIC, "T12", "2019-03-15T09:00:00Z");
    close(cleo);

    String dora = patient(hospital);
    fracture(dora, OSTEOPOROTIC, "T12", "2019-03-16T09:00:00Z", "entered-in-error");

    String edna = patient(hospital);
    fracture(edna, OSTEOPOROTIC, "L1", "2019-03-31T22:30:00Z");

    operation(
        patient(hospital),
        List.of(),
        "2019-04-10T09:00:00Z",
        "2019-04-10T10:00:00Z",
        "{'text':'=Something odd'}");
  }

  void close(String patient) {
    var task = (ObjectNode) caseOf(patient);
    task.put("status", "cancelled").putObject("statusReason").put("text", "wants no operation");
    write("PUT", "/Task/" + task.path("id").asString(), task.toString().replace("'", "’"));
  }
}
