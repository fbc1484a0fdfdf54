package dev.vertepath.record.store;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.References;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The references between the entries of one transaction, by {@code fullUrl} or by condition (R4
 * http.html, "Transaction Processing Rules").
 */
final class EntryReferences {

  private final Conditionals conditionals;
  private final Map<String, String> byFullUrl = new HashMap<>();

  EntryReferences(Conditionals conditionals) {
    this.conditionals = conditionals;
  }

  /**
   * @throws RecordException INVALID when two entries have the same fullUrl (R4 bundle.html, bdl-7)
   */
  void introduce(@Nullable String fullUrl, ResourceKey key, String at) {
    if (fullUrl != null && byFullUrl.put(fullUrl, key.reference()) != null) {
      throw new RecordException(
          Kind.INVALID,
          "duplicate",
          at,
          "Two entries have the fullUrl '%s': each entry needs one of its own.".formatted(fullUrl));
    }
  }

  /**
   * The conditions that a body refers by, in {@code Reference.reference}.
   *
   * @param at the place of the body
   */
  static List<Condition> conditions(ObjectNode body, String at) {
    List<Condition> conditions = new ArrayList<>();
    if (isBundle(body)) {
      return conditions;
    }
    SentReferences.each(
        body,
        url -> {
          try {
            Condition condition = Condition.ofReference(url);
            if (condition != null) {
              conditions.add(condition);
            }
          } catch (RecordException e) {
            throw e.within(SentReferences.place(body, at, url::equals));
          }
        });
    return conditions;
  }

  /**
   * Puts literal references in the place of those that only this transaction understands.
   *
   * @throws RecordException PRECONDITION_FAILED for a condition that matches nothing or several;
   *     UNPROCESSABLE for a URN that no entry has, for nothing could ever make it point anywhere
   */
  void rewrite(Draft draft) {
    ObjectNode body = draft.body();
    if (body == null || isBundle(body)) {
      return;
    }
    Map<String, String> literal = new HashMap<>();
    References.rewrite(
        body,
        (element, url) -> {
          String target = byFullUrl.get(url);
          if (target == null && element.equals("reference")) {
            target = literal.computeIfAbsent(url, u -> literal(u, body, draft.at()));
          }
          return target == null ? url : target;
        });
    References.firstUrn(body)
        .ifPresent(
            urn -> {
              throw new RecordException(
                  Kind.UNPROCESSABLE,
                  "not-found",
                  SentReferences.place(body, draft.at(), urn::equals),
                  "It refers to '%s', which is the fullUrl of no entry: send both in one transaction."
                      .formatted(urn));
            });
  }

  /** A stored Bundle has entries of its own, which its references mean. */
  static boolean isBundle(ObjectNode body) {
    return body.path("resourceType").asString("").equals("Bundle");
  }

  private String literal(String url, ObjectNode body, String at) {
    Condition condition = Condition.ofReference(url);
    if (condition == null) {
      return url;
    }
    try {
      ResourceKey target = conditionals.afterwards(condition);
      if (target != null) {
        return target.reference();
      }
    } catch (RecordException e) {
      throw e.within(SentReferences.place(body, at, url::equals));
    }
    throw new RecordException(
        Kind.PRECONDITION_FAILED,
        "not-found",
        SentReferences.place(body, at, url::equals),
        "The conditional reference '%s' matches nothing: send that resource first, or in the same"
                .formatted(url)
            + " transaction.");
  }
}
