package dev.vertepath.record.store;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Logical ids: those the server gives and those it takes from clients. */
public final class Ids {

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
  private static final int RANDOM_CHARACTERS = 11;
  private static final int RADIX = 36;
  private static final RandomGenerator RANDOM = new SecureRandom();

  private Ids() {}

  /**
   * Twenty characters of {@code [a-z0-9]}: nine of time, so that neighbours lie together in the
   * index, and eleven of chance, so that nobody guesses one.
   */
  public static String next(Instant now) {
    var id = new StringBuilder();
    String time = Long.toString(now.toEpochMilli(), RADIX);
    id.append("0".repeat(Math.max(0, 9 - time.length()))).append(time);
    for (int i = 0; i < RANDOM_CHARACTERS; i++) {
      id.append(Character.forDigit(RANDOM.nextInt(RADIX), RADIX));
    }
    return id.toString();
  }

  /**
   * @throws RecordException INVALID unless it is 1 to 64 of {@code [A-Za-z0-9-.]}, as R4 demands
   */
  public static void require(ResourceKey key) {
    if (!VALID.matcher(key.id()).matches()) {
      throw new RecordException(
          RecordException.Kind.INVALID,
          "value",
          key.type() + ".id",
          "'%s' is no logical id: use 1 to 64 letters, digits, hyphens and dots."
              .formatted(key.id()));
    }
  }
}
