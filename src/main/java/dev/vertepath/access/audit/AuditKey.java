package dev.vertepath.access.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The key that signs points of the chain (Ed25519), and those that are trusted when the chain is
 * verified: its own, and older ones whose public half stands in the file too.
 */
final class AuditKey {

  private static final String ALGORITHM = "Ed25519";
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----([^-]*)-----END \\1 KEY-----");

  private final PrivateKey own;
  private final PublicKey shown;
  private final Map<String, PublicKey> trusted = new LinkedHashMap<>();

  private AuditKey(PrivateKey own, List<PublicKey> trusted) {
    this.own = own;
    this.shown = trusted.getFirst();
    trusted.forEach(key -> this.trusted.put(id(key), key));
  }

  /** From the file, which is made if it is not there: the private key, then public ones. */
  static AuditKey in(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      PrivateKey own = null;
      List<PublicKey> trusted = new ArrayList<>();
      Matcher pem = PEM.matcher(Files.readString(file));
      while (pem.find()) {
        byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
        if (pem.group(1).equals("PUBLIC")) {
          trusted.add(publicKey(der));
        } else {
          own = privateKey(der);
        }
      }
      if (own == null || trusted.isEmpty()) {
        throw new IOException("it holds no PRIVATE KEY with its PUBLIC KEY after it");
      }
      return checked(new AuditKey(own, trusted));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "VERTEPATH_AUDIT_KEY is %s, which cannot be used (%s): name a file of the form that the service writes, or one that it may make."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static void create(Path file) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        pem("PRIVATE", pair.getPrivate().getEncoded())
            + pem("PUBLIC", pair.getPublic().getEncoded()),
        StandardOpenOption.WRITE);
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s KEY-----%n%s%n-----END %s KEY-----%n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
  }

  /** From the database, where it is made if it is not there. */
  static AuditKey in(JdbcClient jdbc) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      // Of several replicas that start at once, one makes it.
      jdbc.sql(
              """
              with turn as materialized (select pg_advisory_xact_lock(7310579164) as mine)
              insert into audit_key (private, public)
              select ?, ? from turn where not exists (select from audit_key)
              """)
          .params(pair.getPrivate().getEncoded(), pair.getPublic().getEncoded())
          .update();
      byte[][] kept =
          jdbc.sql("select private, public from audit_key limit 1")
              .query((row, number) -> new byte[][] {row.getBytes(1), row.getBytes(2)})
              .single();
      return checked(new AuditKey(privateKey(kept[0]), List.of(publicKey(kept[1]))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key of the audit trail cannot be used", e);
    }
  }

  private static AuditKey checked(AuditKey key) throws GeneralSecurityException {
    byte[] probe = {1};
    if (!key.isSigned(key.id(), probe, key.sign(probe))) {
      throw new GeneralSecurityException("its first public key is not that of its private key");
    }
    return key;
  }

  private static PrivateKey privateKey(byte[] der) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
  }

  private static String id(PublicKey key) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SHA-256 of the public key, in hexadecimal. */
  String id() {
    return id(shown);
  }

  /** As in a PEM file, without its head. */
  String publicKey() {
    return Base64.getEncoder().encodeToString(shown.getEncoded());
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(own);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a key that is trusted has signed it. */
  boolean isSigned(String key, byte[] message, byte[] signed) {
    PublicKey known = trusted.get(key);
    if (known == null) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(known);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
