package dev.vertepath.desk.registry;

import java.util.List;
import java.util.Map;

/**
 * The figures that answer a query.
 *
 * @param sees whether who asks may look at the cases themselves
 * @param groups those of the query, in their order; none when it does not group
 * @param months each month of the period
 * @param organizations names by logical id of those whose cases are in sight, whatever is filtered
 */
record Report(
    Query query,
    boolean sees,
    Group all,
    List<Group> groups,
    List<Group> months,
    Map<String, String> organizations) {}
