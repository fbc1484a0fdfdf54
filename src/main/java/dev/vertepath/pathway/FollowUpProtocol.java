package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * The follow-up that a hospital chose.
 *
 * @param url canonical URL, without version
 * @param redFlagsFor how long after the procedure a red-flag finding belongs to it
 * @param painRise by how many points of ten a pain score must exceed an earlier one to be a red
 *     flag
 */
public record FollowUpProtocol(
    String url,
    String version,
    String title,
    List<ActivityDefinition> activities,
    List<GoalDefinition> goals,
    Duration redFlagsFor,
    BigDecimal painRise) {}
