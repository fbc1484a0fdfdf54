package dev.vertepath.record.index;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** 64 bits that stand for a token in the index. */
public final class Hashes {

  private static final HashFunction FUNCTION = Hashing.sipHash24();
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

  /** Stands for a status, never 0. */
  public static int status(String code) {
    int hash = (int) of("status", code);
    return hash == 0 ? 1 : hash;
  }

  /** Stands for the status of a resource, or 0 if it has none that is a code. */
  public static int status(JsonNode body) {
    JsonNode status = body.path("status");
    return status.isString() ? status(status.asString()) : 0;
  }
}
