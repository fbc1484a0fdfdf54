package dev.vertepath.record.store;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.References;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The references between the entries of one transaction, by {@code fullUrl} or by condition (R4
 * http.html, "Transaction Processing Rules").
 */
public final class EntryReferences {

  private final Conditionals conditionals;
  private final Map<String, String> byFullUrl = new HashMap<>();

  public EntryReferences(Conditionals conditionals) {
    this.conditionals = conditionals;
  }

  /**
   * @throws RecordException INVALID when two entries have the same fullUrl (R4 bundle.html, bdl-7)
   */
  public void introduce(@Nullable String fullUrl, ResourceKey key, String at) {
    if (fullUrl != null && byFullUrl.put(fullUrl, key.reference()) != null) {
      throw new RecordException(
          Kind.INVALID,
          "duplicate",
          at,
          "Two entries have the fullUrl '%s': each entry needs one of its own.".formatted(fullUrl));
    }
  }

  /** What conditions of other entries may mean. */
  public void arrives(Draft draft) {
    ObjectNode body = draft.body();
    if (body != null) {
      conditionals.arrives(draft.key(), body);
    }
  }

  /**
   * Puts literal references in the place of those that only this transaction understands.
   *
   * @throws RecordException PRECONDITION_FAILED for a condition that matches nothing or several;
   *     UNPROCESSABLE for a URN that no entry has, for nothing could ever make it point anywhere
   */
  public void rewrite(Draft draft) {
    ObjectNode body = draft.body();
    if (body == null) {
      return;
    }
    try {
      References.rewrite(body, this::rewritten);
    } catch (RecordException e) {
      throw e.within(draft.at());
    }
    if (draft.key().type().equals("Bundle")) {
      // A stored Bundle has entries of its own, which its references mean.
      return;
    }
    References.firstUrn(body)
        .ifPresent(
            urn -> {
              throw new RecordException(
                  Kind.UNPROCESSABLE,
                  "not-found",
                  draft.at(),
                  "It refers to '%s', which is the fullUrl of no entry: send both in one transaction."
                      .formatted(urn));
            });
  }

  private String rewritten(String url) {
    String target = byFullUrl.get(url);
    return target != null ? target : conditionals.reference(url);
  }
}
