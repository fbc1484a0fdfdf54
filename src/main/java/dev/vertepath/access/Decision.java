package dev.vertepath.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Access} says. */
public sealed interface Decision {

  /**
   * Yes, for the resources that meet one of these.
   *
   * @param within empty for all resources of the type
   */
  record Allowed(List<Bound> within) implements Decision {

    public Allowed {
      within = List.copyOf(within);
    }
  }

  /**
   * No.
   *
   * @param sentence why, for a person; it tells of the caller, and nothing of what is stored
   * @param scope one that would do, when it is a scope that is missing
   */
  record Refused(String sentence, @Nullable String scope) implements Decision {}

  /**
   * What a resource must be to be seen.
   *
   * @param patient logical id of the patient whose it must be; null for any
   * @param query search parameters that it must meet, still encoded; null for none
   */
  record Bound(@Nullable String patient, @Nullable String query) {}
}
