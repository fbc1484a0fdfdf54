package dev.vertepath.record.search;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes, identifiers and the like. */
class TokenSearchTest extends SearchOnPostgres {

  @BeforeAll
  void fill() {
    store.put(
        """
        {'resourceType':'Patient','id':'p1','active':true,'gender':'female','deceasedBoolean':false,
         'identifier':[{'system':'urn:mrn','value':'17',
           'type':{'text':'Medical record number',
             'coding':[{'system':'urn:id-types','code':'MR'}]}}],
         'telecom':[{'system':'phone','value':'030/17'},{'system':'email','value':'a@x.example'}]}
        """);
    store.put(
        """
        {'resourceType':'Patient','id':'p2','active':false,'gender':'male',
         'deceasedDateTime':'2026-01-01','identifier':[{'value':'17'}]}
        """);
    store.put(
        """
        {'resourceType':'Condition','id':'c1','subject':{'reference':'Patient/p1'},
         'clinicalStatus':{'coding':[{'system':'urn:cs','code':'active'}]},
         'code':{'text':'Écroulement d’une vertèbre',
           'coding':[{'system':'urn:a','code':'x','display':'Fracture of vertebra'},
                     {'system':'urn:b','code':'y,z|$\\\\'}]}}
        """);
    store.put(
        """
        {'resourceType':'Condition','id':'c2','subject':{'reference':'Patient/p1'},
         'code':{'text':'Ödem (Łódź)'}}
        """);
    store.put(
        """
        {'resourceType':'Observation','id':'o1','status':'final','code':{'text':'t'},
         'category':[{'coding':[{'code':'exam'}]}]}
        """);
    store.put(
        """
        {'resourceType':'Observation','id':'o2','status':'preliminary','code':{'text':'t'}}
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Patient?identifier=urn:mrn|17 -> p1
          Patient?identifier=17 -> p1 p2
          Patient?identifier=|17 -> p2
          Patient?identifier=urn:mrn| -> p1
          Patient?identifier=urn:other|17 ->
          Patient?identifier=urn:mrn|17,|17 -> p1 p2
          Patient?active=true -> p1
          Patient?gender=female,male -> p1 p2
          Patient?gender=http://hl7.org/fhir/administrative-gender|female -> p1
          Patient?gender=female&active=false ->
          Patient?deceased=true -> p2
          Patient?deceased=false -> p1
          Patient?phone=030/17 -> p1
          Patient?email=030/17 ->
          Patient?telecom=a@x.example -> p1
          Condition?code=urn:a|x -> c1
          Condition?code=urn:a|y ->
          Condition?clinical-status=active -> c1
          Observation?category=exam -> o1
          Observation?status=final,preliminary -> o1 o2
          """)
  void findsByCodeWithOrWithoutItsSystem(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Condition?code=urn:b|y\\,z\\|\\$\\\\ -> c1
          Condition?code=y\\,z\\|\\$\\\\ -> c1
          Condition?code=y,z ->
          """)
  void findsCharactersThatSeparateWhenTheyAreEscaped(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Patient?gender:not=male -> p1
          Patient?gender:not=male,female ->
          Condition?clinical-status:not=active -> c2
          Condition?code:not=x -> c2
          Patient?identifier:of-type=urn:id-types|MR|17 -> p1
          Patient?identifier:of-type=urn:id-types|MR|18 ->
          Patient?identifier:of-type=urn:id-types|DL|17 ->
          Patient?gender:missing=true ->
          Condition?clinical-status:missing=true -> c2
          Condition?code:missing=false -> c1 c2
          """)
  void findsByNotAndOfTypeAndMissing(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Condition?code:text=fracture of -> c1
          Condition?code:text=FRA -> c1
          Condition?code:text=fracture with ->
          Condition?code:text=ecroul -> c1
          Condition?code:text=vertebra ->
          Condition?code:text=odem (lodz) -> c2
          Condition?code:text=ödem,fract -> c1 c2
          Condition?code:text=ö -> c2
          Condition?code:text=.* ->
          Patient?identifier:text=medical -> p1
          """)
  void findsByHowTheTextBeginsWhateverCaseAndAccents(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Patient?colour=red -> Patient has no search parameter 'colour'
          Patient?gender:above=male -> can take :not, :text, :in, :not-in, :of-type, :missing
          Patient?identifier= -> empty value
          Patient?identifier=a,,b -> empty value
          Patient?identifier=a|b|c -> too many parts
          Patient?identifier=| -> neither a system nor a code
          Patient?identifier:of-type=MR|17 -> system of the identifier's type
          Patient?gender:missing=perhaps -> true or false
          """)
  void refusesWhatNoCodeCanBe(String url, String words) {
    refuses(url, words);
  }
}
