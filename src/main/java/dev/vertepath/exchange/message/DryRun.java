package dev.vertepath.exchange.message;

import dev.vertepath.exchange.ledger.MessageWork.MadeVersion;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message would do now.
 *
 * @param made the versions that it would make
 * @param notes what its sender would be told
 * @param refused why it would be refused; null when it would not
 */
public record DryRun(
    List<MadeVersion> made, List<Problem> notes, @Nullable RecordException refused) {

  public DryRun {
    made = List.copyOf(made);
    notes = List.copyOf(notes);
  }
}
