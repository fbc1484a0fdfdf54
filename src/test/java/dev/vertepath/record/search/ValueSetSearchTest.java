package dev.vertepath.record.search;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes of value sets that the record holds. */
class ValueSetSearchTest extends SearchOnPostgres {

  @BeforeAll
  void fill() {
    condition("a1", "urn:a", "1");
    condition("a2", "urn:a", "2");
    condition("b1", "urn:b", "1");
    store.put("{'resourceType':'Condition','id':'none','subject':{'reference':'Patient/1'}}");
    valueSet("listed", "'compose':{'include':[{'system':'urn:a','concept':[{'code':'1'}]}]}");
    valueSet("whole", "'compose':{'include':[{'system':'urn:a'}]}");
    valueSet(
        "without",
        "'compose':{'include':[{'system':'urn:a','concept':[{'code':'1'},{'code':'2'}]}],"
            + "'exclude':[{'system':'urn:a','concept':[{'code':'1'}]}]}");
    valueSet(
        "nested",
        "'compose':{'include':[{'valueSet':['urn:vs:listed']},"
            + "{'system':'urn:b','concept':[{'code':'1'}]}]}");
    valueSet("both", "'compose':{'include':[{'valueSet':['urn:vs:whole','urn:vs:without']}]}");
    valueSet(
        "expanded",
        "'compose':{'include':[{'system':'urn:a','filter':[{'property':'c','op':'is-a',"
            + "'value':'1'}]}]},'expansion':{'timestamp':'2026-01-01','contains':["
            + "{'system':'urn:a','code':'9','abstract':true,'contains':["
            + "{'system':'urn:a','code':'2'}]}]}");
    valueSet(
        "filtered",
        "'compose':{'include':[{'system':'urn:a','filter':[{'property':'c','op':'is-a',"
            + "'value':'1'}]}]}");
    valueSet(
        "hole",
        "'compose':{'include':[{'system':'urn:a'}],"
            + "'exclude':[{'system':'urn:a','concept':[{'code':'1'}]}]}");
    valueSet("circle", "'compose':{'include':[{'valueSet':['urn:vs:circle']}]}");
    valueSet("bare", "'title':'x'");
  }

  private void condition(String id, String system, String code) {
    store.put(
        """
        {'resourceType':'Condition','id':'%s','subject':{'reference':'Patient/1'},
         'code':{'coding':[{'system':'%s','code':'%s'}]}}
        """
            .formatted(id, system, code));
  }

  private void valueSet(String id, String content) {
    store.put(
        "{'resourceType':'ValueSet','id':'%s','status':'active','url':'urn:vs:%s','version':'2',%s}"
            .formatted(id, id, content));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Condition?code:in=urn:vs:listed -> a1
          Condition?code:in=urn:vs:listed|2 -> a1
          Condition?code:in=ValueSet/listed -> a1
          Condition?code:in=listed -> a1
          Condition?code:in=urn:vs:whole -> a1 a2
          Condition?code:in=urn:vs:without -> a2
          Condition?code:in=urn:vs:nested -> a1 b1
          Condition?code:in=urn:vs:both -> a2
          Condition?code:in=urn:vs:expanded -> a2
          Condition?code:in=listed,expanded -> a1 a2
          Condition?code:not-in=urn:vs:listed -> a2 b1 none
          Condition?code:not-in=urn:vs:whole -> b1 none
          """)
  void findsByTheCodesOfAValueSet(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Condition?code:in=urn:vs:absent -> is not here: store it first
          Condition?code:in=urn:vs:listed|3 -> is not here: store it first
          Condition?code:in=urn:vs:filtered -> selects codes by filters
          Condition?code:in=urn:vs:bare -> lists no codes
          Condition?code:in=urn:vs:hole -> excludes codes from a whole code system
          Condition?code:in=urn:vs:circle -> is a part of itself
          Condition?subject:in=urn:vs:listed -> cannot take the modifier ':in'
          """)
  void saysWhyAValueSetCannotBeUsed(String url, String words) {
    refuses(url, words);
  }
}
