package dev.vertepath.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import dev.vertepath.access.Entrance;
import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.exchange.message.FhirBodies;
import dev.vertepath.exchange.message.MessageEvents;
import dev.vertepath.fhir.body.Body;
import dev.vertepath.fhir.body.EntryNames;
import dev.vertepath.fhir.operation.Operations;
import dev.vertepath.fhir.patch.Patches;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.CorsFilter;

/** Serves the record at {@code /fhir}. */
@Configuration(proxyBeanMethods = false)
class FhirConfiguration {

  private static final String PATH = "/fhir/*";

  /** What is refused from here on is in the audit trail, which begins one before. */
  private static final int TOLD = Ordered.HIGHEST_PRECEDENCE + 2;

  @Bean
  ServletRegistrationBean<FhirServer> fhirServer(
      FhirContext context,
      AuditedRecord record,
      Operations operations,
      Entrance entrance,
      MessageEvents events,
      Clock clock,
      @Value("${vertepath.base-url:}") String baseUrl,
      @Value("${vertepath.references:strict}") String references,
      @Value("${vertepath.cors-origins:}") String corsOrigins,
      @Value("${vertepath.version}") String version,
      @Value("${vertepath.built}") String built) {
    var body = new Body(context);
    var patches = new Patches(context, body);
    var bodies = new RequestBody(body, patches);
    var calls = new OperationCalls(record, operations, bodies, body);
    var provider =
        new RecordProvider(
            record,
            bodies,
            new Bundles(record, body, patches, new SubsetWriter(context), calls),
            calls,
            new AnswerWriter(context));
    var server = new FhirServer(context, provider);
    server.setUncompressIncomingContents(false);
    server.registerInterceptor(new Errors());
    server.setServerConformanceProvider(
        new Capabilities(
            record,
            operations,
            entrance,
            events,
            new Capabilities.Settings(
                version,
                built,
                clock.instant(),
                references.equals("strict"),
                !corsOrigins.isBlank())));
    if (!baseUrl.isBlank()) {
      server.setServerAddressStrategy(
          new HardcodedServerAddressStrategy(baseUrl.strip().replaceAll("/+$", "")));
    }
    var servlet = new ServletRegistrationBean<>(server, PATH);
    servlet.setLoadOnStartup(1);
    return servlet;
  }

  /** How messages are read: as bodies are. */
  @Bean
  FhirBodies fhirBodies(FhirContext context) {
    var body = new Body(context);
    return new FhirBodies(
        (bytes, format) -> {
          EncodingEnum encoding = EncodingEnum.forContentType(format);
          return body.readArguments(bytes, encoding == null ? EncodingEnum.JSON : encoding);
        },
        body::check,
        EntryNames::in);
  }

  @Bean
  EverythingOfPatient everythingOfPatient(AuditedRecord record) {
    return new EverythingOfPatient(record);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> protocolErrors() {
    return factory -> {
      factory.addContextCustomizers(
          context ->
              ((StandardHost) context.getParent())
                  .setErrorReportValveClass(ProtocolErrors.class.getName()));
      // The connector's own refusal is no OperationOutcome.
      factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
      // They drip past whoever reads the body, and nobody has a use for them.
      for (String unused : List.of("maxExtensionSize", "maxTrailerSize")) {
        factory.addConnectorCustomizers(connector -> connector.setProperty(unused, "0"));
      }
    };
  }

  @Bean
  FilterRegistrationBean<TraceFilter> noTrace() {
    var filter = new FilterRegistrationBean<>(new TraceFilter(PATH.replace("/*", "")));
    filter.addUrlPatterns("/*");
    filter.setOrder(TOLD);
    return filter;
  }

  /** Before whoever looks at the fields of a form, the login too. */
  @Bean
  FilterRegistrationBean<FormReading> formReading() {
    var filter = new FilterRegistrationBean<>(new FormReading(PATH.replace("/*", "")));
    filter.addUrlPatterns("/*");
    filter.setOrder(TOLD);
    return filter;
  }

  @Bean
  FilterRegistrationBean<BodyLimit> bodyLimit(
      @Value("${vertepath.max-body:16MB}") String limit,
      @Value("${vertepath.request-timeout:PT60S}") Duration time,
      Clock clock) {
    var filter = new FilterRegistrationBean<>(new BodyLimit(size(limit).toBytes(), time, clock));
    filter.addUrlPatterns("/*");
    // Before whoever reads of a body.
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  FilterRegistrationBean<CorsFilter> cors(@Value("${vertepath.cors-origins:}") String origins) {
    var filter = new FilterRegistrationBean<>(Cors.filter(origins));
    filter.addUrlPatterns(PATH, "/.well-known/*");
    // Before anything that could refuse a request, so that the page may read why.
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.setEnabled(!origins.isBlank());
    return filter;
  }

  private static DataSize size(String limit) {
    try {
      return DataSize.parse(limit);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "VERTEPATH_MAX_BODY is '" + limit + "', which is no size: write one such as 16MB.", e);
    }
  }
}
