package dev.vertepath.care;

import java.util.ArrayList;
import java.util.List;

/**
 * A course in six arrivals that hang together: every reference is by identifier, so that any may
 * come first; every date is the clinic's, so that the time of storage tells nothing.
 */
final class SixArrivals {

  private SixArrivals() {}

  static List<Arrival> of(TestPatient patient) {
    String subject = identifier("urn:mrn", patient.id());
    return List.of(
        patient.person(),
        patient.fracture().with("subject", subject),
        assessment(patient).with("subject", subject),
        patient
            .order()
            .with("subject", subject)
            .with("reasonReference", "[" + identifier("urn:his", patient.id() + "-fx") + "]"),
        patient
            .procedure()
            .with("subject", subject)
            .with("basedOn", "[" + identifier("urn:his", patient.id() + "-order") + "]")
            .with("reasonReference", "[" + identifier("urn:his", patient.id() + "-fx") + "]"),
        patient.pain("day-1", 3, "2026-03-03T12:00:00Z").with("subject", subject));
  }

  private static String identifier(String system, String value) {
    return "{'identifier':{'system':'%s','value':'%s'}}".formatted(system, value);
  }

  /** All evidence of the default protocol in one Observation. */
  private static Arrival assessment(TestPatient patient) {
    var components = new ArrayList<String>();
    components.add(
        """
        {'code':{'coding':[{'system':'http://loinc.org','code':'72514-3'}]},
         'valueQuantity':{'value':8,'system':'http://unitsofmeasure.org','code':'{score}'}}
        """);
    for (Arrival finding : patient.findings()) {
      components.add(
          "{'code':%s,'valueBoolean':%s}"
              .formatted(finding.body().path("code"), finding.body().path("valueBoolean")));
    }
    return patient
        .finding("assessment", true)
        .with("code", "{'text':'Assessment of the back'}")
        .without("valueBoolean")
        .with("component", components.toString());
  }

  /** All orders of some things. */
  static <T> List<List<T>> orders(List<T> some) {
    if (some.isEmpty()) {
      return List.of(List.of());
    }
    var orders = new ArrayList<List<T>>();
    for (T first : some) {
      var others = new ArrayList<>(some);
      others.remove(first);
      for (List<T> rest : orders(others)) {
        var order = new ArrayList<T>();
        order.add(first);
        order.addAll(rest);
        orders.add(order);
      }
    }
    return orders;
  }
}
