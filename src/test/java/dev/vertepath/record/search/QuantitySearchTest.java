package dev.vertepath.record.search;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers, quantities, money, ages and ranges. */
class QuantitySearchTest extends SearchOnPostgres {

  @BeforeAll
  void fill() {
    measured("o1", "'value':7,'system':'http://unitsofmeasure.org','code':'{score}'");
    measured("o2", "'value':7.4");
    measured("o3", "'value':100,'unit':'score points'");
    measured("less", "'value':5,'comparator':'<'");
    measured("more", "'value':200,'comparator':'>='");
    store.put(
        """
        {'resourceType':'Condition','id':'aged','subject':{'reference':'Patient/1'},
         'onsetAge':{'value':70,'system':'http://unitsofmeasure.org','code':'a'}}
        """);
    store.put(
        """
        {'resourceType':'Condition','id':'ranged','subject':{'reference':'Patient/1'},
         'onsetRange':{'low':{'value':60,'unit':'a'},'high':{'value':65,'unit':'a'}}}
        """);
    store.put(
        """
        {'resourceType':'RiskAssessment','id':'r','status':'final',
         'subject':{'reference':'Patient/1'},'prediction':[{'probabilityDecimal':0.25}]}
        """);
    store.put(
        """
        {'resourceType':'Invoice','id':'i','status':'issued',
         'totalNet':{'value':12.50,'currency':'EUR'}}
        """);
  }

  private void measured(String id, String quantity) {
    store.put(
        """
        {'resourceType':'Observation','id':'%s','status':'final','code':{'text':'t'},
         'valueQuantity':{%s}}
        """
            .formatted(id, quantity));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Observation?value-quantity=7 -> o1 o2
          Observation?value-quantity=eq7.0 -> o1
          Observation?value-quantity=7.4,100 -> o2 o3
          Observation?value-quantity=1e2 -> o3
          Observation?value-quantity=ne7 -> o3 less more
          Observation?value-quantity=gt7 -> o2 o3 more
          Observation?value-quantity=sa100 -> more
          Observation?value-quantity=ge7&value-quantity=le8 -> o1 o2
          Observation?value-quantity=lt7.4 -> o1 less
          Observation?value-quantity=eb7 -> less
          Observation?value-quantity=eb7.1 -> o1 less
          Observation?value-quantity=ap95 -> o3
          Observation?value-quantity=ap80 ->
          Observation?value-quantity=3 ->
          Observation?value-quantity=lt3 -> less
          Observation?value-quantity=gt1000 -> more
          Observation?combo-value-quantity=7.0 -> o1
          Observation?value-quantity:missing=true ->
          RiskAssessment?probability=0.25 -> r
          RiskAssessment?probability=gt0.3 ->
          RiskAssessment?probability=le0.3 -> r
          """)
  void comparesByTheRangeThatANumberStandsFor(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Observation?value-quantity=7||{score} -> o1
          Observation?value-quantity=7|http://unitsofmeasure.org|{score} -> o1
          Observation?value-quantity=7|urn:none|{score} ->
          Observation?value-quantity=7|http://unitsofmeasure.org| -> o1
          Observation?value-quantity=100||score points -> o3
          Observation?value-quantity=gt1||kg ->
          Condition?onset-age=70||a -> aged
          Condition?onset-age=gt62 -> aged ranged
          Condition?onset-age=62 ->
          Condition?onset-age=ge60&onset-age=le65 -> ranged
          Condition?onset-age=sa65 -> aged
          Condition?onset-age=eb66 -> ranged
          Invoice?totalnet=12.5||EUR -> i
          Invoice?totalnet=12.5||USD ->
          """)
  void comparesUnitsAsTheyAreWritten(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Observation?value-quantity=seven -> is no number
          Observation?value-quantity=1e999999 -> is no number
          Observation?value-quantity=7|kg -> number|system|code
          Observation?value-quantity:exact=7 -> can take :missing
          RiskAssessment?probability=0.2||%25 -> without a unit
          """)
  void refusesWhatCannotBeCompared(String url, String words) {
    refuses(url, words);
  }
}
