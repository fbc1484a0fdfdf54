package dev.vertepath.record.store;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.search.Search;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads of current versions, those of the same sight together. */
final class ReadsBySight {

  /** Of so many sights at most; reads of one that was forgotten gather anew. */
  private static final int MOST = 1_000;

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final ResourceTable resources;
  private final Search search;
  private final LoadingCache<Sight.Whose, GatheredReads> bySight =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterAccess(KEPT)
          .build(
              whose ->
                  new GatheredReads(
                      GatheredReads.PATIENCE, GatheredReads.LIMIT, this::one, this::several));

  ReadsBySight(ResourceTable resources, Search search) {
    this.resources = resources;
    this.search = search;
  }

  /** The current version, a deletion mark included; empty if it is out of sight. */
  Optional<StoredResource> read(ResourceKey key, Sight sight) {
    return bySight.get(sight.whose()).read(key, sight);
  }

  private Optional<StoredResource> one(ResourceKey key, Sight sight) {
    return sight.isAll() ? resources.current(key) : search.seen(key, sight);
  }

  private List<StoredResource> several(Collection<ResourceKey> keys, Sight sight) {
    return sight.isAll()
        ? resources.current(keys).stream().map(Row::resource).toList()
        : search.seen(keys, sight);
  }
}
