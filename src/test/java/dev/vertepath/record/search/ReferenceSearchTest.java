package dev.vertepath.record.search;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References: literal, by identifier, canonical. */
class ReferenceSearchTest extends SearchOnPostgres {

  @BeforeAll
  void fill() {
    store.put(
        """
        {'resourceType':'Patient','id':'p1','identifier':[{'system':'urn:mrn','value':'17'}]}
        """);
    store.put("{'resourceType':'Group','id':'p1','type':'person','actual':true}");
    observed("here", "'reference':'http://127.0.0.1:8080/fhir/Patient/p1','display':'Änne M.'");
    observed("versioned", "'reference':'Patient/p1/_history/1'");
    observed("group", "'reference':'Group/p1'");
    observed("elsewhere", "'reference':'https://elsewhere.example/fhir/Patient/p1'");
    observed("named", "'identifier':{'system':'urn:mrn','value':'17'},'display':'Somebody'");
    observed("unknown", "'type':'Patient','identifier':{'value':'18'}");
    observed("both", "'reference':'Patient/p1','identifier':{'system':'urn:mrn','value':'17'}");
    observed("contained", "'reference':'#c'");
    store.put(
        """
        {'resourceType':'CarePlan','id':'cp','status':'active','intent':'plan',
         'subject':{'reference':'Patient/p1'},
         'instantiatesCanonical':['https://x.example/PlanDefinition/f|1.0.0']}
        """);
    store.put(
        """
        {'resourceType':'Bundle','id':'doc','type':'document','entry':[
         {'resource':{'resourceType':'Composition','id':'c1'}}]}
        """);
    store.put(
        """
        {'resourceType':'List','id':'l','status':'current','mode':'working','entry':[
         {'item':{'reference':'Observation/here'}},{'item':{'reference':'Patient/p1'}}]}
        """);
  }

  private void observed(String id, String subject) {
    store.put(
        """
        {'resourceType':'Observation','id':'%s','status':'final','code':{'text':'t'},
         'contained':[{'resourceType':'Patient','id':'c'}],'subject':{%s}}
        """
            .formatted(id, subject));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Observation?patient=p1 -> here versioned named both
          Observation?subject=Patient/p1 -> here versioned named both
          Observation?subject=http://127.0.0.1:8080/fhir/Patient/p1 -> here versioned named both
          Observation?subject:Patient=p1 -> here versioned named both
          Observation?subject:Group=p1 -> group
          Observation?subject:Group=Patient/p1 ->
          Observation?patient=Group/p1 ->
          Observation?subject=p1 -> here versioned named both group
          Observation?subject=Patient/p2,Group/p1 -> group
          Observation?subject=https://elsewhere.example/fhir/Patient/p1 -> elsewhere
          Observation?subject=c ->
          Observation?subject:missing=false -> here versioned named both group elsewhere unknown
          Observation?patient:missing=true -> group contained
          """)
  void findsByIdByTypeAndByUrl(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Observation?subject:identifier=urn:mrn|17 -> named both
          Observation?subject:identifier=17 -> named both
          Observation?subject:identifier=|18 -> unknown
          Observation?subject:identifier=|17 ->
          Observation?patient:identifier=17,18 -> named both unknown
          Observation?subject:text=anne -> here
          Observation?subject:text=some -> named
          """)
  void findsByIdentifierAndByText(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          CarePlan?instantiates-canonical=https://x.example/PlanDefinition/f -> cp
          CarePlan?instantiates-canonical=https://x.example/PlanDefinition/f|1.0.0 -> cp
          CarePlan?instantiates-canonical=https://x.example/PlanDefinition/f|2.0.0 ->
          CarePlan?instantiates-canonical:missing=false -> cp
          Bundle?composition=Composition/c1 -> doc
          Bundle?composition=Composition/c2 ->
          Observation?_list=l -> here
          Patient?_list=l,none -> p1
          Patient?_list=none ->
          """)
  void findsByDefinitionByDocumentAndByList(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Observation?subject:exact=p1 -> can take :identifier, :text, :missing, :[type of resource]
          Observation?patient:Group=p1 -> it refers to Patient
          Observation?subject:identifier=urn:mrn| -> must be an identifier
          Observation?_list=$current-problems -> lists with a function
          Observation?_list:not=l -> none
          """)
  void refusesWhatRefersToNothing(String url, String words) {
    refuses(url, words);
  }
}
