package dev.vertepath.record.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.store.RecordOnPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is out of sight is not written, referred to, matched or named. */
class SightOfWritesTest extends HiddenPatient {

  @Test
  void whatIsOutOfSightIsNotWritten() {
    long before = full.record.read(new ResourceKey("CarePlan", "her-plan-1"), null).version();
    String plan =
        """
        {'resourceType':'CarePlan','id':'her-plan-1','status':'revoked','intent':'plan',
         'subject':{'reference':'Patient/him'}}
        """;
    var key = new ResourceKey("CarePlan", "her-plan-1");

    assertThat(
            refusal(
                () ->
                    seen.apply(
                        new Interaction.Update(null, key, RecordOnPostgres.json(plan), null))))
        .startsWith("The caller may not write CarePlan/her-plan-1");
    assertThat(refusal(() -> seen.apply(new Interaction.Patch(null, key, body -> body, null))))
        .startsWith("There is no CarePlan/her-plan-1 to patch");
    assertThat(seen.apply(new Interaction.Delete(key, null))).isEqualTo(new Outcome.Deleted(0));
    assertThat(seen.apply(new Interaction.ConditionalDelete("CarePlan", "patient=her", null)))
        .isEqualTo(new Outcome.Deleted(0));
    assertThat(full.record.read(key, null).version()).isEqualTo(before);
  }

  @Test
  void nothingIsStoredOutOfSightNorReferredToThere() {
    String hers =
        """
        {'resourceType':'Observation','status':'final','code':{'text':'x'},
         'subject':{'reference':'Patient/her'}}
        """;
    String about =
        """
        {'resourceType':'Observation','status':'final','code':{'text':'x'},
         'subject':{'reference':'Patient/him'},'focus':[{'reference':'Observation/her-pain-1'}]}
        """;

    for (String body : List.of(hers, about)) {
      assertThatExceptionOfType(RecordException.class)
          .isThrownBy(() -> create(body))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNPROCESSABLE))
          .withMessageContaining("which is not here");
    }
  }

  @Test
  void aConditionMatchesNothingOutOfSight() {
    String body =
        "{'resourceType':'Basic','code':{'text':'x'},'identifier':[{'system':'u','value':'b'}]}";
    full.put(
        body.replace("'Basic',", "'Basic','id':'hers','subject':{'reference':'Patient/her'},"));

    Outcome created =
        seen.apply(new Interaction.Create(null, RecordOnPostgres.json(body), "identifier=u|b"));

    assertThat(created).isInstanceOf(Outcome.Created.class);
  }

  @Test
  void whoRefersFromOutOfSightIsNotNamed() {
    full.put("{'resourceType':'Location','id':'wanted'}");
    full.put(
        """
        {'resourceType':'Encounter','id':'visit','status':'planned','class':{'code':'AMB'},
         'subject':{'reference':'Patient/her'},'location':[{'location':{'reference':'Location/wanted'}}]}
        """);

    assertThat(
            refusal(
                () ->
                    seen.apply(
                        new Interaction.Delete(new ResourceKey("Location", "wanted"), null))))
        .startsWith("Location/wanted cannot be deleted while another resource refers to it:");
  }

  private Outcome create(String body) {
    return seen.apply(new Interaction.Create(null, RecordOnPostgres.json(body), null));
  }
}
