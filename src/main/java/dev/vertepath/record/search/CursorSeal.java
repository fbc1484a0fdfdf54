package dev.vertepath.record.search;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Seals cursors with a key of the database, which all replicas share. A cursor may hold values that
 * rows are sorted by, such as names, so that it is not only signed but unreadable, and it fits only
 * the search that it was made for (AES-GCM, NIST SP 800-38D).
 */
public final class CursorSeal {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  private CursorSeal(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** With the database's key. */
  public static CursorSeal of(JdbcClient jdbc) {
    return new CursorSeal(jdbc.sql("select key from cursor_key").query(byte[].class).single());
  }

  /**
   * @param search what the cursor is good for
   */
  String seal(Cursor cursor, String search) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, search).doFinal(cursor.bytes());
      byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws RecordException INVALID unless this database's key sealed it for this search
   */
  Cursor open(String sealed, String search) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(sealed);
      if (all.length > NONCE_BYTES) {
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        byte[] rest = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
        return Cursor.read(cipher(Cipher.DECRYPT_MODE, nonce, search).doFinal(rest));
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Refused below, like one that is too short.
    }
    throw new RecordException(
        Kind.INVALID,
        "invalid",
        null,
        "The _cursor was not given by this server for this search: follow the links of a page as"
            + " they are, or begin again without it.");
  }

  private Cipher cipher(int mode, byte[] nonce, String search) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(search.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
