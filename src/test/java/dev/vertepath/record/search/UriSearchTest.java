package dev.vertepath.record.search;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URIs, and which of them are above and below others. */
class UriSearchTest extends SearchOnPostgres {

  @BeforeAll
  void fill() {
    valueSet("top", "http://acme.example/fhir");
    valueSet("deep", "http://acme.example/fhir/ValueSet/a");
    valueSet("other", "http://acme.example/fhirside");
    valueSet("urn", "urn:oid:1.2.3");
    store.put(
        """
        {'resourceType':'Patient','id':'p','active':true,'meta':{'source':'urn:system:a#1',
         'profile':['http://acme.example/fhir/StructureDefinition/x|2.0'],
         'tag':[{'system':'urn:t','code':'blue'}],
         'security':[{'system':'urn:s','code':'R','display':'Restricted'}]}}
        """);
  }

  private void valueSet(String id, String url) {
    store.put(
        "{'resourceType':'ValueSet','id':'%s','status':'active','url':'%s'}".formatted(id, url));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          ValueSet?url=http://acme.example/fhir -> top
          ValueSet?url=http://acme.example/FHIR ->
          ValueSet?url=urn:oid:1.2.3 -> urn
          ValueSet?url:below=http://acme.example/fhir -> top deep
          ValueSet?url:below=http://acme.example/fhir/ -> top deep
          ValueSet?url:below=http://acme.example -> top deep other
          ValueSet?url:below=http://acme.example/fhir/Val ->
          ValueSet?url:above=http://acme.example/fhir/ValueSet/a/b -> top deep
          ValueSet?url:above=http://acme.example/fhir/ -> top
          ValueSet?url:missing=true ->
          """)
  void findsByUriAndByThoseAboveAndBelow(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Patient?_source=urn:system:a%231 -> p
          Patient?_source=urn:system:b ->
          Patient?_profile=http://acme.example/fhir/StructureDefinition/x -> p
          Patient?_profile=http://acme.example/fhir/StructureDefinition/x|2.0 -> p
          Patient?_profile=http://acme.example/fhir/StructureDefinition/x|1.0 ->
          Patient?_profile:below=http://acme.example/fhir -> p
          Patient?_profile:missing=false -> p
          Patient?_tag=urn:t|blue -> p
          Patient?_tag:not=blue ->
          Patient?_security=R -> p
          Patient?_security:text=restr -> p
          Patient?_id=p,q -> p
          Patient?_id:not=q -> p
          Patient?_id:missing=true ->
          Patient?_lastUpdated:missing=false -> p
          """)
  void findsByWhatEveryResourceHas(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          ValueSet?url:above=urn:oid:1.2.3.4 -> only URLs are above or below
          ValueSet?url:exact=http://acme.example -> can take :above, :below, :missing
          Patient?_id:exact=p -> can take :not, :missing
          """)
  void refusesHierarchiesOfWhatHasNone(String url, String words) {
    refuses(url, words);
  }
}
