package dev.vertepath.record.index;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** 64 bits that stand for a token in the index. */
public final class Hashes {

  private static final HashFunction FUNCTION = Hashing.sipHash24();

  /** Several times as fast; the texts of tokens are most of what a write hashes. */
  private static final HashFunction FAST = Hashing.murmur3_128();

  private static final long STATUS =
      FAST.hashBytes("status".getBytes(StandardCharsets.UTF_8)).asLong();

  private static final char SEPARATOR = '\u001f';

  private Hashes() {}

  public static long of(String... parts) {
    return FUNCTION
        .hashString(String.join(Character.toString(SEPARATOR), parts), StandardCharsets.UTF_8)
        .asLong();
  }

  /** Stands for a search parameter of a type. */
  public static long param(String type, String name) {
    return of(type, name);
  }

  /** Stands for a text. */
  static long text(String text) {
    return FAST.hashBytes(text.getBytes(StandardCharsets.UTF_8)).asLong();
  }

  /** Stands for both; the order matters. */
  static long both(long first, long second) {
    return mixed(mixed(first) + second);
  }

  /** The last step of MurmurHash3: each bit of the one changes half of the other's. */
  private static long mixed(long bits) {
    long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  /** Stands for a status, never 0. */
  public static int status(String code) {
    int hash = (int) both(STATUS, text(code));
    return hash == 0 ? 1 : hash;
  }

  /** Stands for the status of a resource, or 0 if it has none that is a code. */
  public static int status(JsonNode body) {
    JsonNode status = body.path("status");
    return status.isString() ? status(status.asString()) : 0;
  }
}
