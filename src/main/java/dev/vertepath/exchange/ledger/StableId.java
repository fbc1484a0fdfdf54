package dev.vertepath.exchange.ledger;

import com.google.common.hash.Hashing;
import dev.vertepath.record.ResourceKey;
import java.nio.charset.StandardCharsets;

/** Ids that follow from what a sender says: the same message finds the same resource again. */
public final class StableId {

  private static final String PREFIX = "ms-";
  private static final int LENGTH = 32;

  private StableId() {}

  /**
   * @param sender as {@link Sender#key} gives it: nobody aims at another sender's resources
   * @param name the same whenever the same is meant
   */
  public static ResourceKey of(String type, String sender, String name) {
    String hash =
        Hashing.sha256()
            .hashString(type + "\n" + sender + "\n" + name, StandardCharsets.UTF_8)
            .toString();
    return new ResourceKey(type, PREFIX + hash.substring(0, LENGTH));
  }
}
