package dev.vertepath.record.search;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A code and the value beside it. */
class CompositeSearchTest extends SearchOnPostgres {

  @BeforeAll
  void fill() {
    store.put(
        """
        {'resourceType':'Observation','id':'score','status':'final',
         'code':{'coding':[{'system':'urn:l','code':'pain'}]},
         'valueQuantity':{'value':7,'system':'urn:u','code':'{s}'}}
        """);
    store.put(
        """
        {'resourceType':'Observation','id':'pressure','status':'final',
         'code':{'coding':[{'system':'urn:l','code':'bp'}]},'component':[
          {'code':{'coding':[{'system':'urn:l','code':'sys'}]},
           'valueQuantity':{'value':120,'code':'mm'}},
          {'code':{'coding':[{'system':'urn:l','code':'dia'}]},
           'valueQuantity':{'value':80,'code':'mm'}},
          {'code':{'coding':[{'system':'urn:l','code':'place'}]},
           'valueCodeableConcept':{'coding':[{'system':'urn:p','code':'arm'}]}}]}
        """);
    store.put(
        """
        {'resourceType':'Observation','id':'dated','status':'final',
         'code':{'coding':[{'system':'urn:l','code':'onset'}]},'valueDateTime':'2026-02'}
        """);
    store.put(
        """
        {'resourceType':'Observation','id':'said','status':'final',
         'code':{'coding':[{'system':'urn:l','code':'note'}]},'valueString':'Läuft gut'}
        """);
    store.put(
        """
        {'resourceType':'DocumentReference','id':'doc','status':'current',
         'content':[{'attachment':{'title':'t'}}],'relatesTo':[
          {'code':'replaces','target':{'reference':'DocumentReference/a'}},
          {'code':'signs','target':{'reference':'DocumentReference/b'}}]}
        """);
    store.put(
        """
        {'resourceType':'MolecularSequence','id':'seq','coordinateSystem':1,'referenceSeq':{
          'chromosome':{'coding':[{'system':'urn:c','code':'1'}]},
          'referenceSeqId':{'coding':[{'system':'urn:r','code':'NC_1'}]},
          'windowStart':50,'windowEnd':500},
         'variant':[{'start':100,'end':130},{'start':200,'end':210},{'start':400}]}
        """);
    store.put("{'resourceType':'MolecularSequence','id':'bare','coordinateSystem':0}");
    store.put(
        """
        {'resourceType':'ValueSet','id':'vs','status':'active','useContext':[
         {'code':{'system':'urn:c','code':'age'},'valueRange':{'low':{'value':60}}},
         {'code':{'system':'urn:c','code':'focus'},
          'valueCodeableConcept':{'coding':[{'system':'urn:f','code':'spine'}]}}]}
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Observation?code-value-quantity=urn:l|pain$7 -> score
          Observation?code-value-quantity=pain$ge6 -> score
          Observation?code-value-quantity=urn:l|bp$120 ->
          Observation?code-value-date=onset$2026-02 -> dated
          Observation?code-value-date=onset$lt2026 ->
          Observation?code-value-string=note$lauft -> said
          Observation?code-value-string=onset$lauft ->
          Observation?code-value-concept=place$arm ->
          """)
  void findsByTheCodeAndTheValueOfAResource(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Observation?component-code-value-quantity=sys$120 -> pressure
          Observation?component-code-value-quantity=urn:l|sys$gt100||mm -> pressure
          Observation?component-code-value-quantity=sys$80 ->
          Observation?component-code-value-quantity=dia$120,dia$80 -> pressure
          Observation?component-code-value-concept=place$urn:p|arm -> pressure
          Observation?component-code-value-concept=sys$arm ->
          Observation?combo-code-value-quantity=dia$lt90 -> pressure
          Observation?combo-code-value-quantity=pain$7 -> score
          Observation?combo-code-value-quantity=sys$80 ->
          Observation?combo-code-value-concept=place$arm -> pressure
          Observation?component-code-value-quantity:missing=false -> pressure
          DocumentReference?relationship=replaces$DocumentReference/a -> doc
          DocumentReference?relationship=replaces$a -> doc
          DocumentReference?relationship=replaces$DocumentReference/b ->
          ValueSet?context-type-quantity=age$ge65 -> vs
          ValueSet?context-type-quantity=focus$ge65 ->
          ValueSet?context-type-value=urn:c|focus$spine -> vs
          ValueSet?context-type-value=age$spine ->
          """)
  void findsOnlyWhatStandsInTheSameElement(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          MolecularSequence?chromosome-variant-coordinate=1$lt345$gt123 -> seq
          MolecularSequence?chromosome-variant-coordinate=1$100$130 -> seq
          MolecularSequence?chromosome-variant-coordinate=1$100$210 ->
          MolecularSequence?chromosome-variant-coordinate=1$ge200$le210 -> seq
          MolecularSequence?chromosome-variant-coordinate=2$lt345$gt123 ->
          MolecularSequence?chromosome-variant-coordinate=2$lt345$gt123,1$200$210 -> seq
          MolecularSequence?referenceseqid-variant-coordinate=urn:r|NC_1$gt150$lt300 -> seq
          MolecularSequence?chromosome-window-coordinate=1$ge50$le500 -> seq
          MolecularSequence?referenceseqid-window-coordinate=NC_1$lt50$gt1 ->
          MolecularSequence?chromosome-variant-coordinate:missing=false -> seq
          """)
  void findsWhatLiesBetweenAStartAndAnEnd(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Observation?code-value-quantity=pain -> two values with a $ between them
          Observation?code-value-quantity=pain$ -> two values with a $ between them
          Observation?component-code-value-quantity=urn:l|$7 -> must name a code
          Observation?component-code-value-quantity=sys$high -> is no number
          Observation?code-value-quantity:exact=a$b -> can take :missing
          MolecularSequence?chromosome-variant-coordinate=a$b -> must be 3 values with a $ between
          MolecularSequence?chromosome-variant-coordinate=a$lt5$b -> is no number
          """)
  void refusesWhatIsNoPair(String url, String words) {
    refuses(url, words);
  }
}
