package dev.vertepath;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.vertepath.access.GuardedRecord;
import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.record.ClinicalRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.core.ApplicationModules;

/** The rooms keep their walls. */
class ArchitectureTest {

  private static final int LONGEST_FILE = 300;

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.vertepath");

  @Test
  void roomsUseOneAnotherOnlyAsTheyDeclare() {
    ApplicationModules.of(VertePath.class).verify();
  }

  @Test
  void thePathwayIsPureJava() {
    classes()
        .that()
        .resideInAPackage("dev.vertepath.pathway..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.vertepath.pathway..", "org.jspecify.annotations")
        .check(PROGRAM);
  }

  /**
   * The record of the boundary is the one that tells of what is asked, and asks whether it may be.
   */
  @Test
  void noBeanOfTheBoundaryTakesTheRecordUnguardedOrUntold() {
    noClasses()
        .that()
        .resideInAPackage("dev.vertepath.desk..")
        .should()
        .dependOnClassesThat(equivalentTo(ClinicalRecord.class))
        .check(PROGRAM);
    noMethods()
        .that()
        .areAnnotatedWith(Bean.class)
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("dev.vertepath.fhir..")
        .should()
        .haveRawParameterTypes(anyElementThat(equivalentTo(ClinicalRecord.class)))
        .check(PROGRAM);
    noClasses()
        .that()
        .resideInAPackage("dev.vertepath.fhir..")
        .and()
        .doNotHaveSimpleName("ValidateConfiguration")
        .should()
        .callMethod(AuditedRecord.class, "unguarded")
        .check(PROGRAM);
    noClasses()
        .that()
        .resideInAPackage("dev.vertepath.fhir..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(GuardedRecord.class)
        .check(PROGRAM);
  }

  @Test
  void timeIsAskedOfTheClockOutsideThePlatform() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.vertepath.platform..")
        .should()
        .accessTargetWhere(readsTheMachinesTime())
        .check(PROGRAM);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Dto|DTO)(\\$.*)?")
        .check(PROGRAM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/main/java", "src/test/java"})
  void noFileIsLongerThanCanBeTakenIn(String root) throws IOException {
    try (var files = Files.walk(Path.of(root))) {
      List<Path> tooLong =
          files.filter(Files::isRegularFile).filter(ArchitectureTest::isTooLong).toList();
      assertThat(tooLong).isEmpty();
    }
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheMachinesTime() {
    return describe(
        "reads the machine's time",
        access ->
            access instanceof JavaCodeUnitAccess<?> call && readsTheMachinesTime(call.getTarget()));
  }

  private static boolean readsTheMachinesTime(CodeUnitAccessTarget target) {
    String owner = target.getOwner().getName();
    return switch (target.getName()) {
      case "now" ->
          owner.startsWith("java.time.")
              && target.getRawParameterTypes().stream()
                  .noneMatch(type -> type.isEquivalentTo(Clock.class));
      case "currentTimeMillis" -> owner.equals("java.lang.System");
      case "<init>" -> owner.equals("java.util.Date") && target.getRawParameterTypes().isEmpty();
      case "getInstance" -> owner.equals("java.util.Calendar");
      default -> owner.equals("java.time.Clock") && target.getName().startsWith("system");
    };
  }

  private static boolean isTooLong(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count() > LONGEST_FILE;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
