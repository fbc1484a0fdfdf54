package dev.vertepath.exchange.outbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs letters as Standard Webhooks 1.0 has it: HMAC-SHA256 over id, time and body, so that a
 * receiver knows whose it is, that nothing was changed, and that it is not sent again by others.
 */
final class Signature {

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /**
   * @param seconds since 1970, as in the header {@code webhook-timestamp}
   * @return the header {@code webhook-signature}
   */
  static String of(byte[] secret, String id, long seconds, byte[] body) {
    var signed = new ByteArrayOutputStream();
    signed.writeBytes((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(body);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
