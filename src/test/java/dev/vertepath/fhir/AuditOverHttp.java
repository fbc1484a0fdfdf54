package dev.vertepath.fhir;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The service with its audit trail, and callers who are who they say they are. */
@Import(TestCallers.class)
abstract class AuditOverHttp extends FhirOverHttp {

  static final String ROLE = "X-Test-Role";

  @Autowired JdbcClient jdbc;

  private long before;

  @BeforeEach
  void fromHere() {
    put("/Organization/one", "{'resourceType':'Organization','id':'one','name':'One'}");
    before = last();
  }

  /** One of the organization that the callers of these tests belong to. */
  static String patient(String family) {
    return "{'resourceType':'Patient','name':[{'family':'"
        + family
        + "'}],'managingOrganization':{'reference':'Organization/one'}}";
  }

  private long last() {
    return jdbc.sql("select coalesce(max(seq), 0) from audit_event").query(Long.class).single();
  }

  /** The events since this was asked for last, as {@code act outcome reason touched}. */
  List<String> told() {
    List<String> told =
        jdbc.sql(
                """
                select concat_ws(' ', act, operation, outcome, reason,
                  nullif(array_to_string(touched, ' '), ''))
                from audit_event where seq > ? order by seq
                """)
            .param(before)
            .query((row, number) -> row.getString(1))
            .list();
    before = last();
    return told;
  }

  JsonNode auditOf(String query) {
    return get("/AuditEvent?" + query, ROLE, "auditor").json();
  }

  static String transaction(String... entries) {
    return bundle("transaction", entries);
  }

  static String bundle(String type, String... entries) {
    return "{'resourceType':'Bundle','type':'"
        + type
        + "','entry':["
        + String.join(",", entries)
        + "]}";
  }

  static String entry(String verb, String url) {
    return "{'request':{'method':'" + verb + "','url':'" + url + "'}}";
  }

  static String entry(String verb, String url, String resource) {
    return "{'request':{'method':'%s','url':'%s'},'resource':%s}".formatted(verb, url, resource);
  }
}
