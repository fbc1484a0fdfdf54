package dev.vertepath.record.search;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through references, forth and back, as far as wanted. */
class ChainSearchTest extends SearchOnPostgres {

  @BeforeAll
  void fill() {
    store.put("{'resourceType':'Practitioner','id':'gp','name':[{'family':'Weber'}]}");
    store.put(
        """
        {'resourceType':'Organization','id':'clinic','name':'Webergasse',
         'identifier':[{'system':'urn:o','value':'1'}]}
        """);
    store.put(
        """
        {'resourceType':'Patient','id':'old','birthDate':'1940-05-05','gender':'female',
         'name':[{'family':'Alt'}],'generalPractitioner':[{'reference':'Practitioner/gp'}]}
        """);
    store.put(
        """
        {'resourceType':'Patient','id':'young','birthDate':'1990-05-05',
         'generalPractitioner':[{'reference':'Organization/clinic'}]}
        """);
    store.put(
        """
        {'resourceType':'Condition','id':'c-old','code':{'coding':[{'code':'fracture'}]},
         'subject':{'reference':'Patient/old'}}
        """);
    store.put(
        """
        {'resourceType':'Condition','id':'c-young','code':{'coding':[{'code':'cold'}]},
         'subject':{'reference':'Patient/young'}}
        """);
    store.put(
        """
        {'resourceType':'CarePlan','id':'plan','status':'active','intent':'plan',
         'subject':{'reference':'Patient/old'},'addresses':[{'reference':'Condition/c-old'}],
         'instantiatesCanonical':['https://x.example/p']}
        """);
    store.put(
        """
        {'resourceType':'Observation','id':'o','status':'final','code':{'coding':[{'code':'pain'}]},
         'subject':{'reference':'Patient/old'},'performer':[{'reference':'Practitioner/gp'}],
         'valueQuantity':{'value':8}}
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Condition?patient.birthdate=1940-05-05 -> c-old
          Condition?patient.birthdate=ge1900 -> c-old c-young
          Condition?subject:Patient.name=alt -> c-old
          Condition?subject.name=alt -> c-old
          Condition?subject:Patient.name:exact=alt ->
          Condition?patient._id=young -> c-young
          Condition?patient.gender:missing=true -> c-young
          Condition?patient.gender:not=female -> c-young
          Condition?subject:Patient.general-practitioner:Practitioner.name=web -> c-old
          Condition?patient.general-practitioner.name=web -> c-old c-young
          Condition?patient.general-practitioner.identifier=urn:o|1 -> c-young
          CarePlan?condition.subject.general-practitioner.family=weber -> plan
          CarePlan?condition.code=fracture&patient.birthdate=lt1950 -> plan
          CarePlan?condition.code=cold ->
          """)
  void followsReferences(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Patient?_has:Condition:patient:code=fracture -> old
          Patient?_has:Condition:subject:code=fracture,cold -> old young
          Patient?_has:Condition:patient:code=none ->
          Patient?_has:Observation:patient:value-quantity=gt7 -> old
          Patient?_has:Condition:patient:_has:CarePlan:condition:status=active -> old
          Practitioner?_has:Patient:general-practitioner:_has:Condition:patient:code=fracture -> gp
          Practitioner?_has:Patient:general-practitioner:birthdate=1990 ->
          Patient?_has:Observation:patient:performer:Practitioner.name=web -> old
          Patient?_has:Condition:patient:_id=c-young -> young
          Condition?patient._has:Observation:patient:code=pain -> c-old
          Condition?patient._has:Observation:patient:performer.name=web -> c-old
          CarePlan?patient._has:Condition:patient:code:not=fracture ->
          """)
  void followsReferencesBackAndForth(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Condition?patient.nme=x -> Patient has no search parameter 'nme'
          Condition?patient.nme=x -> In the chain 'patient.nme'
          Condition?patent.name=x -> Condition has no reference 'patent'
          Condition?code.name=x -> Condition has no reference 'code'
          Condition?patient:Group.name=x -> does not refer to 'Group' but to Patient
          Condition?patient.birthdate=soon -> is no date
          Condition?patient.general-practitioner.nme=x -> has no search parameter 'nme'
          CarePlan?instantiates-canonical.name=x -> cannot be followed
          Patient?_has:Condition:patient=x -> type, reference, parameter
          Patient?_has:Conditon:patient:code=x -> 'Conditon' is no type
          Patient?_has:Condition:code:code=x -> Condition has no reference 'code'
          Practitioner?_has:Condition:patient:code=x -> does not refer to Practitioner
          Patient?_has:Condition:patient:colour=x -> Condition has no search parameter 'colour'
          """)
  void namesTheStepThatIsWrong(String url, String words) {
    refuses(url, words);
  }
}
