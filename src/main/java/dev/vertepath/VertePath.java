package dev.vertepath;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program: a FHIR R4 service for the care of vertebral compression fractures. */
@SpringBootApplication
public class VertePath {

  public static void main(String[] args) {
    CommandLine.run(args);
  }
}
