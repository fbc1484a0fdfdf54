package dev.vertepath.record.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.Erased;
import dev.vertepath.record.Erasure;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.store.RecordOnPostgres;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A record that holds a patient to be erased, and another one. */
abstract class TwoPatients {

  /** Stands in every body of hers, and in no other. */
  static final String SECRET = "Geheimrat";

  final RecordOnPostgres store = new RecordOnPostgres();

  @BeforeEach
  void fill() {
    store.put("{'resourceType':'Patient','id':'him','name':[{'family':'Berg'}]}");
    put("Patient", "her", "'identifier':[{'system':'urn:mrn','value':'h1'}]");
    put("Patient", "her", "'active':true");
    observation("her", "pain", "final");
    observation("her", "pain", "amended");
    observation("him", "his-pain", "final");
    put("Condition", "gone", "'subject':{'reference':'Patient/her'}");
    store.record.apply(new Interaction.Delete(new ResourceKey("Condition", "gone"), null));
  }

  @AfterEach
  void close() {
    store.close();
  }

  Erased erase() {
    return store.record.erase(asked("her"));
  }

  static Erasure asked(String patient) {
    return new Erasure(patient, "asked for it", "admin-1", "Alice", false);
  }

  static void erased(ThrowingCallable asked) {
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(asked)
        .withMessageContaining("was erased")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.GONE));
  }

  void put(String type, String id, String rest) {
    store.put(
        "{'resourceType':'%s','id':'%s','text':{'status':'generated','div':'<div>%s</div>'}%s,%s}"
            .formatted(
                type,
                id,
                SECRET,
                type.equals("Patient") ? ",'name':[{'family':'" + SECRET + "'}]" : "",
                rest));
  }

  void observation(String patient, String id, String status) {
    String rest =
        "'status':'%s','code':{'text':'x'},'subject':{'reference':'Patient/%s'}"
            .formatted(status, patient);
    if (patient.equals("her")) {
      put("Observation", id, rest);
    } else {
      store.put("{'resourceType':'Observation','id':'%s',%s}".formatted(id, rest));
    }
  }

  String body(String type, String id, @Nullable Long version) {
    return new String(
        store.record.read(new ResourceKey(type, id), version).body(), StandardCharsets.UTF_8);
  }

  static String text(SearchPage page) {
    return page.matches().stream()
        .map(found -> new String(found.body(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("\n"));
  }

  /** All bodies and all words that search holds, of now and of the past. */
  String everything() {
    return String.join(
        "\n",
        store
            .jdbc
            .sql(
                """
                select convert_from(body, 'UTF8') from resource
                union all select convert_from(body, 'UTF8') from resource_version
                union all select exact from search_string union all select exact from past_string
                """)
            .query(String.class)
            .list());
  }
}
