package dev.vertepath.record;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * What an {@link Erasure} came to.
 *
 * @param resources how many are gone, deleted ones among them
 * @param versions of these, the current ones included, and those of others that were hers once
 * @param index rows that search held, of now and of the past
 * @param rooms rows of other rooms, by what they hold
 * @param emptied resources of others, or of nobody, in which references to what is gone were
 *     emptied
 * @param left Bundles that hold something of hers and of other patients, and stay: a person must
 *     look at them
 * @param hash SHA-256 over the bodies of the versions, by type, id and version, in hexadecimal
 */
public record Erased(
    Instant at,
    long resources,
    long versions,
    long index,
    SortedMap<String, Integer> rooms,
    long emptied,
    List<ResourceKey> left,
    String hash) {}
