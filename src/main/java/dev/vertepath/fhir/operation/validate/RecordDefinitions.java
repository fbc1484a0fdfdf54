package dev.vertepath.fhir.operation.validate;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import dev.vertepath.fhir.operation.Criteria;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.StoredResource;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;

/** The profiles, value sets and code systems that the record itself holds, by canonical URL. */
final class RecordDefinitions implements IValidationSupport {

  static final SortedSet<String> TYPES =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(List.of("CodeSystem", "StructureDefinition", "ValueSet")));

  private static final int MOST_VERSIONS = 100;

  private final FhirContext context;
  private final ClinicalRecord record;

  RecordDefinitions(FhirContext context, ClinicalRecord record) {
    this.context = context;
    this.record = record;
  }

  /** Another value after each write of a definition, whichever server of the record made it. */
  List<Long> state() {
    return TYPES.stream().filter(record.types()::contains).map(this::versions).toList();
  }

  private Long versions(String type) {
    SearchPage none = record.history(type, null, "_count=0&_total=accurate");
    return Objects.requireNonNull(none.total());
  }

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  @Override
  public @Nullable IBaseResource fetchStructureDefinition(String url) {
    return find(StructureDefinition.class, url);
  }

  @Override
  public @Nullable IBaseResource fetchValueSet(String url) {
    return find(ValueSet.class, url);
  }

  @Override
  public @Nullable IBaseResource fetchCodeSystem(String url) {
    return find(CodeSystem.class, url);
  }

  /**
   * @param canonical with or without a version, as in {@code http://hospital.example/profile|2}
   */
  private <T extends MetadataResource> @Nullable T find(Class<T> type, String canonical) {
    if (canonical.isBlank() || !record.types().contains(type.getSimpleName())) {
      return null;
    }
    int bar = canonical.indexOf('|');
    var criteria = new Criteria().and("url", bar < 0 ? canonical : canonical.substring(0, bar));
    if (bar >= 0 && bar < canonical.length() - 1) {
      criteria.and("version", canonical.substring(bar + 1));
    }
    Optional<T> best =
        record
            .search(type.getSimpleName(), criteria.atMost(MOST_VERSIONS).query())
            .matches()
            .stream()
            .sorted(Comparator.comparing(StoredResource::lastUpdated).reversed())
            .map(stored -> parse(type, stored))
            .min(Comparator.comparing(RecordDefinitions::rank));
    return best.orElse(null);
  }

  private <T extends MetadataResource> T parse(Class<T> type, StoredResource stored) {
    return context.newJsonParser().parseResource(type, new ByteArrayInputStream(stored.body()));
  }

  /** Of several under one URL the active one counts, and the retired one last. */
  private static int rank(MetadataResource definition) {
    PublicationStatus status = definition.getStatus();
    return switch (status) {
      case ACTIVE -> 0;
      case DRAFT -> 1;
      case null, default -> 2;
    };
  }
}
