package dev.vertepath.record.store;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * What the record needs to know.
 *
 * @param types the resource types that are served
 * @param strictReferences whether a reference to what is not there yet is refused
 * @param bases base URLs under which this server is known, without a slash at the end
 * @param zone the facility's, whose calendar day a date without a zone means
 */
public record RecordSettings(
    Set<String> types, boolean strictReferences, List<String> bases, ZoneId zone) {}
