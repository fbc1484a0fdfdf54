package dev.vertepath.access.sharing;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.References;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.ResourceKey;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who works where, and all else that can tell of no patient, is seen by all: an organization
 * changes of it what it sent itself, and the Organization that it is.
 */
final class KeptDirectory implements Consequence {

  private final SharingTables tables;
  private final Set<String> ofPatients;

  KeptDirectory(SharingTables tables, Set<String> ofPatients) {
    this.tables = tables;
    this.ofPatients = ofPatients;
  }

  /**
   * @throws RecordException FORBIDDEN for what another organization sent, or none
   */
  @Override
  public void follow(RecordChange change) {
    String organization =
        CurrentCaller.find().map(Caller::organization).map(References::id).orElse(null);
    if (organization == null) {
      return;
    }
    Set<ResourceKey> changed =
        change.written().stream()
            .filter(key -> !ofPatients.contains(key.type()))
            .filter(key -> !key.equals(new ResourceKey("Organization", organization)))
            .filter(key -> change.stored(key).version() > 1)
            .collect(Collectors.toSet());
    if (changed.isEmpty()) {
      return;
    }
    changed.removeAll(tables.owned(changed, organization));
    List<Problem> problems =
        changed.stream()
            .sorted(Comparator.comparing(ResourceKey::reference))
            .map(
                key ->
                    new Problem(
                        "forbidden",
                        key.type(),
                        "%s was not sent by the caller's organization: whoever sent it changes it, or who is of no organization."
                            .formatted(key)))
            .toList();
    if (!problems.isEmpty()) {
      throw new RecordException(Kind.FORBIDDEN, problems);
    }
  }
}
