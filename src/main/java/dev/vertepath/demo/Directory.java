package dev.vertepath.demo;

import java.util.ArrayList;
import java.util.List;

/** The hospitals of the demonstration and who works there, as resources. */
final class Directory {

  private static final String ORGANIZATION =
      """
      {"resourceType":"Organization","identifier":[{"system":"$system","value":"$key"}],
       "active":true,"name":"$name","address":[{"city":"$city"}]}
      """;

  private static final String PRACTITIONER =
      """
      {"resourceType":"Practitioner","identifier":[{"system":"$system","value":"$key"}],
       "active":true,"name":[{"use":"official","family":"$family","given":["$given"]}]}
      """;

  private static final String POSITION =
      """
      {"resourceType":"PractitionerRole","identifier":[{"system":"$system","value":"$key"}],
       "active":true,"practitioner":{"reference":"@$practitioner","display":"$name"},
       "organization":{"reference":"@$organization"},"code":[{"text":"$title"}]}
      """;

  private Directory() {}

  static List<Form> forms() {
    List<Form> forms = new ArrayList<>();
    for (Hospital hospital : Hospital.ALL) {
      forms.add(
          Form.of(
              hospital.organization(),
              ORGANIZATION,
              "system",
              hospital.system("departments"),
              "key",
              hospital.key(),
              "name",
              hospital.name(),
              "city",
              hospital.city()));
      people(hospital).forEach(player -> forms.addAll(forms(player)));
    }
    return forms;
  }

  private static List<Player> people(Hospital hospital) {
    var people = new ArrayList<Player>(hospital.coordinators());
    people.add(hospital.geriatrician());
    people.add(hospital.radiologist());
    return people;
  }

  private static List<Form> forms(Player player) {
    Hospital hospital = player.hospital();
    Form practitioner =
        Form.of(
            player.practitioner(),
            PRACTITIONER,
            "system",
            hospital.system("staff"),
            "key",
            player.key(),
            "family",
            player.family(),
            "given",
            player.given());
    Form position =
        Form.of(
            player.position(),
            POSITION,
            "system",
            hospital.system("positions"),
            "key",
            player.key(),
            "practitioner",
            player.practitioner(),
            "name",
            player.name(),
            "organization",
            hospital.organization(),
            "title",
            player.title());
    return List.of(practitioner, position);
  }
}
