package dev.vertepath.record.store;

import ca.uhn.fhir.context.FhirContext;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.Erasing;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.TypeDefinitions;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** Puts the record together. */
@Configuration(proxyBeanMethods = false)
public class RecordConfiguration {

  @Bean
  public FhirContext fhirContext() {
    return TypeDefinitions.context();
  }

  @Bean
  public RecordSettings recordSettings(
      FhirContext context,
      ZoneId zone,
      @Value("${vertepath.types:}") String types,
      @Value("${vertepath.references:strict}") String references,
      @Value("${vertepath.base-url:}") String baseUrl,
      @Value("${server.port:8080}") String port) {
    return new RecordSettings(
        types(context, types), strict(references), bases(baseUrl, port), zone);
  }

  @Bean
  public SearchParameters searchParameters(FhirContext context) {
    return new SearchParameters(context);
  }

  @Bean
  public Tables tables(JdbcOperations jdbc) {
    return Tables.over(jdbc);
  }

  @Bean
  public AddedDefinitions addedDefinitions(
      Tables tables, SearchParameters parameters, RecordSettings settings) {
    return new AddedDefinitions(tables, parameters, settings.types());
  }

  @Bean
  public ClinicalRecord clinicalRecord(
      RecordSettings settings,
      SearchParameters parameters,
      AddedDefinitions definitions,
      Tables tables,
      PlatformTransactionManager transactions,
      Clock clock,
      ObjectProvider<Consequence> consequences,
      ObjectProvider<Erasing> rooms) {
    return new PostgresRecord(
        settings,
        parameters,
        definitions,
        tables,
        new TransactionTemplate(transactions),
        clock,
        SingletonSupplier.of(() -> consequences.orderedStream().toList()),
        SingletonSupplier.of(() -> rooms.orderedStream().toList()));
  }

  private static Set<String> types(FhirContext context, String setting) {
    if (setting.isBlank()) {
      return Set.copyOf(context.getResourceTypes());
    }
    Set<String> wanted =
        Arrays.stream(setting.split(",")).map(String::strip).collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>(wanted);
    unknown.removeAll(context.getResourceTypes());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "VERTEPATH_TYPES names what is no resource type of R4: " + String.join(", ", unknown));
    }
    return Set.copyOf(wanted);
  }

  private static boolean strict(String setting) {
    return switch (setting) {
      case "lenient" -> false;
      case "strict" -> true;
      default ->
          throw new IllegalArgumentException(
              "VERTEPATH_REFERENCES is '" + setting + "': it must be lenient or strict.");
    };
  }

  private static List<String> bases(String baseUrl, String port) {
    List<String> local =
        List.of("http://127.0.0.1:" + port + "/fhir", "http://localhost:" + port + "/fhir");
    return baseUrl.isBlank()
        ? local
        : List.of(local.get(0), local.get(1), baseUrl.strip().replaceAll("/+$", ""));
  }
}
