package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.SNOMED;
import static dev.vertepath.pathway.Given.time;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One resource as it arrives. */
abstract class Arrival<A extends Arrival<A>> {
  final String reference;
  final Set<Code> codes = new LinkedHashSet<>();
  final Set<Code> sites = new LinkedHashSet<>();
  final Set<String> reasons = new LinkedHashSet<>();
  final Set<String> basedOn = new LinkedHashSet<>();
  long version = 1;
  String status = "";
  @Nullable Instant stored;

  Arrival(String reference) {
    this.reference = reference;
  }

  abstract A self();

  /** The fact as the pathway reads it. */
  abstract Object fact();

  A coded(String system, String code) {
    codes.add(new Code(system, code));
    return self();
  }

  A at(Vertebra... vertebrae) {
    for (Vertebra vertebra : vertebrae) {
      site(requireNonNull(Given.SITES.get(vertebra)));
    }
    return self();
  }

  A site(String snomed) {
    sites.add(new Code(SNOMED, snomed));
    return self();
  }

  /** A body site that is not of the spine. */
  A elsewhere() {
    sites.add(new Code("https://example.org/sites", "hip"));
    return self();
  }

  A status(String code) {
    status = code;
    return self();
  }

  A because(String... references) {
    reasons.addAll(Set.of(references));
    return self();
  }

  A basedOn(String reference) {
    basedOn.add(reference);
    return self();
  }

  A version(long number) {
    version = number;
    return self();
  }

  A stored(String time) {
    stored = time(time);
    return self();
  }

  Source source(@Nullable Instant otherwise) {
    Instant recorded = stored == null ? otherwise : stored;
    return new Source(reference, version, recorded == null ? time("2026-01-01") : recorded);
  }
}
