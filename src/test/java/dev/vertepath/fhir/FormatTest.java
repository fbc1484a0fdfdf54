package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What comes back is what was sent, in the format that is asked for. */
class FormatTest extends FhirOverHttp {

  private static final String UNUSUAL =
      """
      {'resourceType':'Observation','id':'unusual','status':'final',
       'contained':[{'resourceType':'Patient','id':'p','birthDate':'1950'}],
       'code':{'text':'Größe: \\u20ac 5 \\ud83e\\uddb4'},'subject':{'reference':'#p'},
       'valueQuantity':{'value':1.500,'unit':'mL'},
       '_status':{'extension':[{'url':'http://example.org/e','valueDecimal':1E-22}]},
       'component':[{'code':{'text':'x'},'valueString':' kept  as it is '}],
       'note':[{'text':'a'}],
       'text':{'status':'generated',
               'div':'<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><p>&#160;x</p></div>'}}""";

  @Test
  void jsonComesBackAsItWasSentPlusIdAndMeta() {
    put("/Observation/unusual", UNUSUAL);

    ObjectNode read = (ObjectNode) get("/Observation/unusual").json();

    assertThat(read.path("meta").propertyNames()).containsExactly("versionId", "lastUpdated");
    read.remove("meta");
    assertThat(read).isEqualTo(Json.MAPPER.readTree(quoted(UNUSUAL)));
    assertThat(get("/Observation/unusual").text()).contains("1.500").contains("1E-22");
  }

  @Test
  void xmlGoesInAndComesBack() {
    String id =
        postXml(
                "/Patient",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- A comment. -->
                <Patient xmlns="http://hl7.org/fhir">
                  <text><status value="generated"/>
                    <div xmlns="http://www.w3.org/1999/xhtml"><p>Hi &amp; <b class="x">you</b></p></div>
                  </text>
                  <contained><Organization><id value="o"/><name value="N"/></Organization></contained>
                  <extension url="http://example.org/e"><valueDecimal value="1.50"/></extension>
                  <active value="true"/>
                  <name id="n1"><family value="Doe"/><given value="A"/>
                    <given><extension url="http://example.org/f"><valueCode value="c"/></extension></given>
                    <given value="B"/></name>
                  <birthDate value="1950-01"/>
                  <managingOrganization><reference value="#o"/></managingOrganization>
                </Patient>
                """,
                "Accept",
                JSON)
            .id();

    ObjectNode json = (ObjectNode) get("/Patient/" + id).json();
    json.remove("meta");
    json.remove("id");

    assertThat(json)
        .isEqualTo(
            Json.MAPPER.readTree(
                quoted(
                    """
                    {'resourceType':'Patient',
                     'text':{'status':'generated','div':'<div xmlns=\\"http://www.w3.org/1999/xhtml\\">\
                    <p>Hi &amp; <b class=\\"x\\">you</b></p></div>'},
                     'contained':[{'resourceType':'Organization','id':'o','name':'N'}],
                     'extension':[{'url':'http://example.org/e','valueDecimal':1.50}],
                     'active':true,
                     'name':[{'id':'n1','family':'Doe','given':['A',null,'B'],
                       '_given':[null,{'extension':[{'url':'http://example.org/f','valueCode':'c'}]},null]}],
                     'birthDate':'1950-01',
                     'managingOrganization':{'reference':'#o'}}""")));
    Response xml = get("/Patient/" + id, "Accept", XML);
    assertThat(xml.header("Content-Type")).isEqualTo("application/fhir+xml;charset=UTF-8");
    assertThat(xml.text()).contains("<family value=\"Doe\">").contains("<b class=\"x\">you</b>");
  }

  @Test
  void searchesAnswerInXmlToo() {
    post("/Patient", patient("Xml-search"));

    Response found = get("/Patient?family=xml-search&_format=xml");

    assertThat(found.text())
        .startsWith("<Bundle xmlns=\"http://hl7.org/fhir\">")
        .contains("<total value=\"1\">");
  }

  @Test
  void prettyPrintsWhenItIsAskedFor() {
    String id = post("/Patient", patient("Pretty")).id();

    assertThat(get("/Patient/" + id + "?_pretty=true").text()).contains("\n  \"name\"");
  }

  @Test
  void summariesAndElementsLeaveTheRestOut() {
    String id =
        post("/Patient", "{'resourceType':'Patient','active':true,'maritalStatus':{'text':'m'}}")
            .id();

    assertThat(get("/Patient/" + id + "?_summary=true").json().has("maritalStatus")).isFalse();
    assertThat(get("/Patient/" + id + "?_elements=maritalStatus").json().has("active")).isFalse();
  }

  @Test
  void acceptsCompressedBodies() {
    Response stored =
        send(
            "POST",
            "/Patient",
            gzip(quoted(patient("Zipped"))),
            "Content-Type",
            JSON,
            "Content-Encoding",
            "gzip");

    assertThat(stored.status()).isEqualTo(201);
  }
}
