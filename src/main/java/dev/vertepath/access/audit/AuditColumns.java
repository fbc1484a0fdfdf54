package dev.vertepath.access.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as its table holds it, but for its place there.
 *
 * @param recorded microseconds since 1970
 * @param roles each in order
 * @param mentions relative references without version, of patients too, to search by
 */
record AuditColumns(
    long recorded,
    String act,
    @Nullable String operation,
    int outcome,
    @Nullable String reason,
    @Nullable String kind,
    @Nullable String subject,
    @Nullable String name,
    @Nullable String fhirUser,
    @Nullable String client,
    List<String> roles,
    @Nullable String organization,
    @Nullable String purpose,
    @Nullable String address,
    @Nullable String request,
    List<String> patients,
    List<String> touched,
    List<String> mentions,
    @Nullable String query) {

  private static final int NONE = -1;

  /**
   * SHA-256 over every column in this order: numbers big-endian (8 bytes the instant, 4 the
   * outcome), texts as UTF-8 after the number of their bytes (4 bytes, -1 for null), lists after
   * the number of their texts.
   */
  byte[] digest() {
    var bytes = new ByteArrayOutputStream(512);
    try {
      write(new DataOutputStream(bytes));
      return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeLong(recorded);
    write(out, act);
    write(out, operation);
    out.writeInt(outcome);
    write(out, reason);
    write(out, kind);
    write(out, subject);
    write(out, name);
    write(out, fhirUser);
    write(out, client);
    write(out, roles);
    write(out, organization);
    write(out, purpose);
    write(out, address);
    write(out, request);
    write(out, patients);
    write(out, touched);
    write(out, mentions);
    write(out, query);
  }

  private static void write(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      write(out, text);
    }
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(NONE);
    } else {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(utf8.length);
      out.write(utf8);
    }
  }
}
