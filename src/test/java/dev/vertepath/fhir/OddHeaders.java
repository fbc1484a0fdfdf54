package dev.vertepath.fhir;

import java.util.List;
import java.util.Random;

/** Headers that say something, and what they could say wrongly. */
final class OddHeaders {

  private static final List<String> NAMES =
      List.of(
          "If-Match",
          "If-None-Match",
          "If-None-Exist",
          "If-Modified-Since",
          "Prefer",
          "Accept",
          "Accept-Charset",
          "Content-Type",
          "Content-Encoding",
          "Content-Location",
          "X-Request-Id",
          "X-HTTP-Method-Override",
          "Origin",
          "Access-Control-Request-Method",
          "Range",
          "Authorization",
          "Cookie",
          "Forwarded");

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "*",
          "W/\"1\"",
          "W/\"99999999999999999999\"",
          "W/\"-1\"",
          "W/\"",
          "\"\"",
          "abc",
          "identifier=urn:m|1",
          "identifier=",
          "identifier=%zz",
          "identifier=%00",
          "nothing=1",
          "Patient?_id=header-mutant",
          "_id=header-mutant",
          "_cursor=AAAA",
          "_count=-1",
          "Thu, 99 Foo 2026 00:00:00 GMT",
          "return=minimal",
          "return=everything; handling=lenient, ,;=",
          "application/fhir+json",
          "application/fhir+xml",
          "application/json-patch+json",
          "application/fhir+json; charset=UTF-16",
          "application/fhir+json; charset=nonsense",
          "application/fhir+json; fhirVersion=9.9",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "text/turtle",
          "text/html",
          "*/*;q=0",
          "application/*;q=abc",
          "/",
          ";;;",
          "gzip",
          "GZIP, gzip",
          "br",
          "deflate",
          "identity",
          "null",
          "http://[::1",
          "https://app.example",
          "DELETE",
          "bytes=0-1",
          "\u00e4\u20ac\ud83e\uddb4",
          "\u0001\u007f",
          "x".repeat(4000));

  private OddHeaders() {}

  static String one(Random random) {
    return NAMES.get(random.nextInt(NAMES.size()))
        + ": "
        + VALUES.get(random.nextInt(VALUES.size()));
  }
}
