package dev.vertepath.pathway;

import java.util.List;

/**
 * The rules of candidacy that a hospital chose.
 *
 * @param url canonical URL, without version
 */
public record CandidacyProtocol(
    String url, String version, String title, List<Criterion> criteria) {}
