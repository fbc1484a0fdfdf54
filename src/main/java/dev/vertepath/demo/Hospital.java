package dev.vertepath.demo;

import dev.vertepath.access.Role;
import java.util.List;

/**
 * An invented hospital and who works there.
 *
 * @param disability which score of disability it asks for
 */
record Hospital(String key, String name, String city, Score disability) {

  /** A score of disability. */
  enum Score {
    OSWESTRY,
    ROLAND_MORRIS
  }

  static final List<Hospital> ALL =
      List.of(
          new Hospital("lakeside", "Lakeside Hospital, Spine Centre", "Lakeside", Score.OSWESTRY),
          new Hospital("harbour", "Harbour General Hospital", "Port Harbour", Score.ROLAND_MORRIS),
          new Hospital("hillcrest", "Hillcrest University Hospital", "Hillcrest", Score.OSWESTRY));

  /** A system of identifiers of this hospital, as {@code patients}. */
  String system(String of) {
    return "https://" + key + ".example/" + of;
  }

  /** The name of its Organization among what is known. */
  String organization() {
    return "organization-" + key;
  }

  Player informationSystem() {
    return new Player(
        "his-" + key, this, "", "", name + ", information system", "", Role.INTEGRATION_SYSTEM);
  }

  /** Refers patients and examines them. */
  Player geriatrician() {
    return switch (key) {
      case "lakeside" -> clinician("osei", "Daniel", "Osei", "Geriatrician");
      case "harbour" -> clinician("marchetti", "Lucia", "Marchetti", "Geriatrician");
      default -> clinician("brandt", "Henrik", "Brandt", "Orthopaedic surgeon");
    };
  }

  /** Orders and operates. */
  Player radiologist() {
    return switch (key) {
      case "lakeside" -> clinician("vogel", "Miriam", "Vogel", "Interventional radiologist");
      case "harbour" -> clinician("okafor", "Chidi", "Okafor", "Interventional radiologist");
      default -> clinician("lindholm", "Sanna", "Lindholm", "Interventional radiologist");
    };
  }

  /** Keeps the plans in motion; large hospitals have two. */
  List<Player> coordinators() {
    return switch (key) {
      case "lakeside" ->
          List.of(
              coordinator("hartmann", "Julia", "Hartmann"), coordinator("ndiaye", "Awa", "Ndiaye"));
      case "harbour" -> List.of(coordinator("reyes", "Marisol", "Reyes"));
      default ->
          List.of(
              coordinator("kowalczyk", "Piotr", "Kowalczyk"),
              coordinator("tanaka", "Emi", "Tanaka"));
    };
  }

  private Player clinician(String name, String given, String family, String title) {
    return new Player(name, this, "Dr.", given, family, title, Role.CLINICIAN);
  }

  private Player coordinator(String name, String given, String family) {
    return new Player(name, this, "", given, family, "Care coordinator", Role.COORDINATOR);
  }
}
