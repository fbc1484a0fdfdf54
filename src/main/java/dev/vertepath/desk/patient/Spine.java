package dev.vertepath.desk.patient;

import dev.vertepath.pathway.KnownCodes;
import dev.vertepath.pathway.Vertebra;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The spine from C1 to the sacrum, with what was found and done at each level. */
record Spine(List<Level> levels) {

  private static final int STEP = 18;
  private static final int NARROWEST = 30;
  private static final int CENTRE = 90;

  /**
   * A level and where it is drawn.
   *
   * @param cement what was injected, as in {@code 4.5 mL}; empty when nothing tells
   */
  record Level(
      String name, int x, int y, int width, boolean fractured, boolean treated, String cement) {

    public boolean isMarked() {
      return fractured || treated;
    }
  }

  static String label(Vertebra vertebra) {
    return vertebra == Vertebra.SACRUM ? "sacrum" : vertebra.name();
  }

  public int height() {
    return levels.size() * STEP + STEP;
  }

  public List<Level> marked() {
    return levels.stream().filter(Level::isMarked).toList();
  }

  static Spine of(Chart chart) {
    var fractured = new TreeSet<Vertebra>();
    chart.valid("Condition").stream()
        .filter(condition -> KnownCodes.isFracture(condition.codes("code")))
        .forEach(condition -> fractured.addAll(KnownCodes.levels(condition.codes("bodySite"))));
    var treated = new TreeSet<Vertebra>();
    Operation.done(chart)
        .forEach(operation -> treated.addAll(KnownCodes.levels(operation.codes("bodySite"))));
    List<Level> levels = new ArrayList<>();
    for (Vertebra vertebra : Vertebra.values()) {
      int width = NARROWEST + vertebra.ordinal() + (vertebra == Vertebra.SACRUM ? 4 : 0);
      levels.add(
          new Level(
              label(vertebra),
              CENTRE - width / 2,
              vertebra.ordinal() * STEP + STEP / 2,
              width,
              fractured.contains(vertebra),
              treated.contains(vertebra),
              cement(vertebra, chart)));
    }
    return new Spine(levels);
  }

  private static String cement(Vertebra vertebra, Chart chart) {
    return Operation.cement(chart).stream()
        .filter(volume -> KnownCodes.levels(volume.codes("bodySite")).contains(vertebra))
        .map(volume -> volume(volume.body().path("valueQuantity")))
        .collect(Collectors.joining(" + "));
  }

  static String volume(JsonNode quantity) {
    return quantity.path("value").asString("") + " " + quantity.path("code").asString("");
  }
}
