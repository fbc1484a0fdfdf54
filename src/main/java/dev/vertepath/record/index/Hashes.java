package dev.vertepath.record.index;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

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
}
