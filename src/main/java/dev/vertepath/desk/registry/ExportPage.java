package dev.vertepath.desk.registry;

import dev.vertepath.access.audit.Trail;
import dev.vertepath.record.RecordException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The registry for spreadsheets and programs: each is told in the audit trail as an export. */
@ConditionalOnWebApplication
@Controller
class ExportPage {

  private final Registry registry;
  private final RegistrySettings settings;

  ExportPage(Registry registry, RegistrySettings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  @GetMapping("/desk/registry.csv")
  ResponseEntity<byte[]> csv(HttpServletRequest request) {
    return export(
        request, "csv", new MediaType("text", "csv", StandardCharsets.UTF_8), Export::csv);
  }

  @GetMapping("/desk/registry.ndjson")
  ResponseEntity<byte[]> ndjson(HttpServletRequest request) {
    return export(request, "ndjson", new MediaType("application", "x-ndjson"), Export::ndjson);
  }

  private ResponseEntity<byte[]> export(
      HttpServletRequest request,
      String format,
      MediaType type,
      BiFunction<Query, List<Line>, String> writer) {
    Query query = Query.of(request.getParameterMap(), registry.month());
    if (!query.wrong().isEmpty()) {
      throw new RecordException(
          RecordException.Kind.INVALID,
          "invalid",
          null,
          "Write a month as in 2026-05: %s is none."
              .formatted(String.join(" and ", query.wrong())));
    }
    Report report =
        Trail.get()
            .operation(
                "registry-export",
                null,
                format + "?" + query.parameters(),
                () -> registry.report(query));
    String text = writer.apply(query, Lines.of(report, settings.hidden()));
    return ResponseEntity.ok()
        .contentType(type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"registry-%s.%s\"".formatted(period(query), format))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String period(Query query) {
    return (query.from() == null ? "first" : query.from())
        + "-to-"
        + (query.to() == null ? "last" : query.to());
  }
}
