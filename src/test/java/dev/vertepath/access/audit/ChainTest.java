package dev.vertepath.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was told cannot be untold. */
class ChainTest {

  private final AuditOnPostgres audit = new AuditOnPostgres();

  @AfterEach
  void close() {
    audit.close();
  }

  @Test
  void whatWasToldIsSoundAndSigned() {
    audit.tell(10);
    audit.chain().catchUp();
    audit.tell(5);
    audit.chain(AuditOnPostgres.NOW.plusSeconds(61), audit.key).catchUp();
    audit.tell(2);

    Verification found = audit.verified();
    assertThat(found.isSound()).as(String.valueOf(found.first())).isTrue();
    assertThat(found.to()).isEqualTo(15);
    assertThat(found.checkpoints()).isEqualTo(2);
    assertThat(found.unlinked()).isEqualTo(2);
  }

  @Test
  void anEmptyTrailIsSound() {
    audit.chain().catchUp();

    assertThat(audit.verified().isSound()).isTrue();
    assertThat(audit.verified().to()).isZero();
  }

  @Test
  void manyEventsComeInSeveralTurnsWithoutGap() {
    List<AuditEvent> many =
        IntStream.range(0, 4500).mapToObj(i -> AuditOnPostgres.event("p" + i, null)).toList();
    audit.table.add(many);
    audit.chain().catchUp();

    assertThat(audit.verified().to()).isEqualTo(4500);
    assertThat(audit.verified().isSound()).isTrue();
  }

  @Test
  void whatAnOpenTransactionTellsIsWaitedForAndNothingAfterItIsLinkedBefore() throws SQLException {
    audit.table.add(List.of(AuditOnPostgres.event("p", null)));
    Chain chain = audit.chain();
    try (Connection open = audit.source.getConnection()) {
      open.setAutoCommit(false);
      try (var statement = open.createStatement()) {
        statement.execute(
            """
            insert into audit_event
              (tx, digest, recorded, act, outcome, kind, name, roles, patients, touched, mentions)
            select pg_current_xact_id()::text::bigint + 1000, digest, recorded, act, outcome, kind, name,
              roles, patients, touched, mentions
            from audit_event where query is null
            """);
      }
      audit.tell(2);
      chain.catchUp();
      assertThat(audit.verified().to()).isEqualTo(1);
      open.commit();
    }
    audit.chain().catchUp();

    Verification found = audit.verified();
    assertThat(found.to()).isEqualTo(4);
    assertThat(found.isSound()).as(String.valueOf(found.first())).isTrue();
    assertThat(
            audit
                .jdbc
                .sql("select unnest(events) from audit_chain order by first")
                .query(Long.class)
                .list())
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "recorded | recorded + interval '1 second'",
        "act | 'create'",
        "operation | 'meta'",
        "outcome | 4",
        "reason | 'x'",
        "kind | 'PERSON'",
        "subject | 'x'",
        "name | 'x'",
        "fhir_user | 'x'",
        "client | 'x'",
        "roles | '{auditor}'",
        "organization | 'x'",
        "purpose | 'x'",
        "address | 'x'",
        "request | 'x'",
        "patients | '{x}'",
        "touched | '{x}'",
        "mentions | '{x}'",
        "query | null",
        "digest | sha256(digest)",
        "tx | tx + 1"
      })
  void aChangeOfAnyColumnIsFound(String column, String value) {
    audit.tell(8);
    audit.chain().catchUp();
    audit.tamper("update audit_event set %s = %s where seq = 5".formatted(column, value));

    assertBroken(5, "changed", "AuditEvent/5");
  }

  @Test
  void anEventThatIsMissingIsFound() {
    audit.tell(8);
    audit.chain().catchUp();
    audit.tamper("delete from audit_event where seq in (4, 6)");

    assertBroken(4, "missing", "AuditEvent/4");
  }

  @Test
  void anEventThatWasInsertedIsFound() {
    audit.tell(8);
    audit.chain().catchUp();
    audit.tamper(
        """
        insert into audit_event
          (seq, tx, digest, recorded, act, outcome, roles, patients, touched, mentions)
        overriding system value
        select 1000, tx, digest, recorded, act, outcome, roles, patients, touched, mentions
        from audit_event where seq = 3
        """);

    assertBroken(4, "inserted", "AuditEvent/1000");
  }

  @Test
  void aLinkThatIsMissingOrChangedIsFound() {
    for (int i = 0; i < 4; i++) {
      audit.tell(2);
      audit.chain().catchUp();
    }
    audit.tamper(
        "update audit_chain set hashes = overlay(hashes placing '\\x00' from 10) where first = 7");
    assertBroken(7, "changed", "AuditEvent/7");
    audit.tamper("update audit_chain set events = events[2:] where first = 5");
    assertBroken(5, "changed", "links 5 to 6");
    audit.tamper("delete from audit_chain where first = 3");
    assertBroken(3, "missing", "links 3 to 4");
  }

  @Test
  void anEndThatWasCutOffIsFoundByWhatWasSigned() {
    audit.tell(5);
    audit.chain().catchUp();
    audit.tell(3);
    audit.chain(AuditOnPostgres.NOW.plusSeconds(61), audit.key).catchUp();
    audit.tamper(
        "delete from audit_chain where first > 5", "delete from audit_event where seq > 5");

    assertBroken(6, "missing", "links 6 to 8");
  }

  @Test
  void aTamperedDigestDoesNotHideAChange() {
    audit.tell(8);
    audit.chain().catchUp();
    audit.tamper(
        "update audit_event set query = null, digest = decode('%s', 'hex') where seq = 5"
            .formatted(digest(AuditOnPostgres.event("p4", null))));

    assertBroken(5, "changed", "AuditEvent/5");
  }

  @Test
  void aChainThatWasMadeAnewIsFoundByWhatWasSigned() {
    audit.tell(8);
    audit.chain().catchUp();
    audit.tamper(
        "update audit_event set query = null, digest = decode('%s', 'hex') where seq = 2"
            .formatted(digest(AuditOnPostgres.event("p1", null))),
        "delete from audit_chain");
    audit.chain().catchUp();

    assertBroken(8, "changed", "made anew");
  }

  @Test
  void aSignatureOfAnotherKeyIsFound(@TempDir Path directory) {
    audit.tell(8);
    audit.chain().catchUp();
    audit.tamper("delete from audit_checkpoint");
    audit.chain(AuditOnPostgres.NOW, AuditKey.in(directory.resolve("other.pem"))).catchUp();

    assertBroken(8, "signature", "a key that is not trusted");
  }

  @Test
  void aPartIsVerifiedAlone() {
    audit.tell(9);
    audit.chain().catchUp();
    audit.tamper("update audit_event set name = 'x' where seq in (2, 8)");
    var verifier = new AuditVerifier(audit.jdbc, audit.key);

    assertThat(verifier.verify(3L, 7L).isSound()).isTrue();
    assertThat(verifier.verify(1L, 1L).isSound()).isTrue();
    assertThat(String.valueOf(verifier.verify(3L, null).first())).contains("AuditEvent/8");
    assertThat(String.valueOf(verifier.verify(null, 3L).first())).contains("AuditEvent/2");
    assertThat(String.valueOf(verifier.verify(5L, 20L).first())).contains("AuditEvent/8");
    assertThat(String.valueOf(verifier.verify(9L, 20L).first())).contains("links 10 to 20");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_event set name = 'x'",
        "delete from audit_event",
        "truncate audit_event",
        "update audit_chain set hashes = ''",
        "delete from audit_chain",
        "truncate audit_chain",
        "delete from audit_checkpoint",
        "update audit_checkpoint set key = ''",
        "delete from audit_key"
      })
  void theDatabaseRefusesToChangeIt(String statement) {
    audit.tell(1);

    assertThatThrownBy(() -> audit.jdbc.sql(statement).update())
        .hasMessageContaining("The audit trail is only added to");
  }

  @Test
  void anOlderKeyIsTrustedByItsPublicHalf(@TempDir Path directory) throws Exception {
    Path first = directory.resolve("first.pem");
    Path second = directory.resolve("second.pem");
    AuditKey older = AuditKey.in(first);
    AuditKey newer = AuditKey.in(second);
    audit.tell(3);
    audit.chain(AuditOnPostgres.NOW, older).catchUp();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
        .isEqualTo("rw-------");
    assertThat(AuditKey.in(first).id()).isEqualTo(older.id());
    assertThat(new AuditVerifier(audit.jdbc, newer).verify(null, null).isSound()).isFalse();
    String publicHalf = Files.readString(first).replaceFirst("(?s).*(?=-----BEGIN PUBLIC)", "");
    Files.writeString(second, Files.readString(second) + publicHalf);
    assertThat(new AuditVerifier(audit.jdbc, AuditKey.in(second)).verify(null, null).isSound())
        .isTrue();
  }

  @Test
  void aFileThatHoldsNoKeyIsRefusedBySetting(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("odd.pem"), "no key");

    assertThatThrownBy(() -> AuditKey.in(file)).hasMessageContaining("VERTEPATH_AUDIT_KEY is ");
  }

  private static String digest(AuditEvent event) {
    return HexFormat.of().formatHex(event.columns().digest());
  }

  private void assertBroken(long position, String what, String words) {
    Verification.Broken first = Objects.requireNonNull(audit.verified().first());
    assertThat(first.position() + " " + first.what() + " " + first.sentence())
        .startsWith(position + " " + what)
        .contains(words);
  }
}
