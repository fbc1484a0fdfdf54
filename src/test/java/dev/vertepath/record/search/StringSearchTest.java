package dev.vertepath.record.search;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, addresses and other texts. */
class StringSearchTest extends SearchOnPostgres {

  @BeforeAll
  void fill() {
    store.put(
        """
        {'resourceType':'Patient','id':'p1',
         'name':[{'family':'Müller-Lüdenscheidt','given':['Änne','Ida']}],
         'address':[{'line':['Weg 1'],'city':'Łódź'}]}
        """);
    store.put("{'resourceType':'Patient','id':'p2','name':[{'text':'100% Sure'}]}");
    store.put(
        "{'resourceType':'Patient','id':'p3','name':[{'family':'%s'}]}"
            .formatted("Long".repeat(60)));
    store.put("{'resourceType':'InsurancePlan','id':'i','name':'Basic','alias':['Simple']}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Patient?family=muller-lu -> p1
          Patient?family=MÜLLER -> p1
          Patient?family=ludenscheidt ->
          Patient?name=ida,100%25 -> p1 p2
          Patient?name=%25 ->
          Patient?family=m_ller ->
          Patient?given=anne&given=ida -> p1
          Patient?phonetic=mull -> p1
          Patient?name=100%25,mull -> p1 p2
          Patient?name:missing=true ->
          Patient?address=weg -> p1
          Patient?address-city=lodz -> p1
          Patient?family:exact=Müller-Lüdenscheidt -> p1
          Patient?family:exact=Müller ->
          Patient?family:exact=müller-lüdenscheidt ->
          Patient?family:contains=SCHEID -> p1
          Patient?family:contains=muller -> p1
          Patient?family:missing=true -> p2
          Patient?name:missing=false -> p1 p2 p3
          InsurancePlan?name=simp -> i
          """)
  void findsByHowAPartBeginsWhateverCaseAndAccents(String url, String ids) {
    finds(url, ids);
  }

  @Test
  void findsTextsLongerThanTheIndexKnows() {
    finds("Patient?family=" + "long".repeat(55), "p3");
    finds("Patient?family=" + "long".repeat(55) + "x", null);
    finds("Patient?family:exact=" + "Long".repeat(60), "p3");
    finds("Patient?family:exact=" + "Long".repeat(59), null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Patient?name=%E0%ZZ -> percent-encoded
          Patient?name= -> empty value
          Patient?name:text=x -> can take :exact, :contains, :missing
          """)
  void refusesWhatIsNoText(String url, String words) {
    refuses(url, words);
  }
}
