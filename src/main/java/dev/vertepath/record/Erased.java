package dev.vertepath.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an {@link Erasure} came to.
 *
 * @param resources how many are gone, deleted ones among them
 * @param versions of these, the current ones included, and those of others that were hers once
 * @param index rows that search held, of now and of the past
 * @param rooms rows of other rooms, by what they hold
 * @param emptied resources of others, or of nobody, in which references to what is gone were
 *     emptied
 * @param left Bundles and Subscriptions that are of her and of other patients, and stay: a person
 *     must look at them
 * @param also Patients whom she had replaced, and who went with her; the numbers tell of all
 * @param hash SHA-256 over the bodies of her versions, by type, id and version, in hexadecimal
 */
public record Erased(
    Instant at,
    long resources,
    long versions,
    long index,
    SortedMap<String, Integer> rooms,
    long emptied,
    List<ResourceKey> left,
    List<ResourceKey> also,
    String hash) {

  /** With what went of a Patient whom she had replaced. */
  public Erased and(ResourceKey patient, Erased other) {
    SortedMap<String, Integer> all = new TreeMap<>(rooms);
    other.rooms.forEach((what, rows) -> all.merge(what, rows, Integer::sum));
    List<ResourceKey> patients = new ArrayList<>(also);
    patients.add(patient);
    List<ResourceKey> stay = new ArrayList<>(left);
    other.left.stream().filter(key -> !stay.contains(key)).forEach(stay::add);
    return new Erased(
        at,
        resources + other.resources,
        versions + other.versions,
        index + other.index,
        all,
        emptied + other.emptied,
        stay,
        patients,
        hash);
  }
}
