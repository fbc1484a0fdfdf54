package dev.vertepath.fhir.operation.validate;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.validation.IValidationContext;
import ca.uhn.fhir.validation.ValidationContext;
import ca.uhn.fhir.validation.ValidationOptions;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.utilities.i18n.I18nConstants;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's instance validator over R4's definitions and those of the record.
 *
 * <p>It has a chain of its own: that of the shared context knows no more than the names of types,
 * which is all that search needs. R4's definitions take seconds to read and a hundred megabytes to
 * keep, so they are read when they are first asked for.
 */
final class Validator {

  /** What the definitions are tried on, so that nobody waits for them twice. */
  private static final String SMALLEST = "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}";

  /** With less than this the definitions would leave no room for anything else. */
  private static final long LEAST_MEGABYTES = 240;

  private final FhirContext context;
  private final RecordDefinitions definitions;
  private final long megabytes;
  private @Nullable Loaded loaded;

  /**
   * @param megabytes that the program may use for objects
   */
  Validator(FhirContext context, RecordDefinitions definitions, long megabytes) {
    this.context = context;
    this.definitions = definitions;
    this.megabytes = megabytes;
  }

  /** Whether there is a profile of this canonical URL, in R4 or in the record. */
  boolean knows(String profile) {
    return loaded().read(all -> all.chain.fetchStructureDefinition(profile) != null);
  }

  /**
   * @param json a resource
   * @param profiles what it is held against, beside its type and the profiles that it claims
   */
  List<ValidationMessage> validate(String json, List<String> profiles) {
    var options = new ValidationOptions();
    profiles.forEach(options::addProfile);
    var asked = ValidationContext.forText(context, json, options);
    return loaded().read(all -> all.validator.validate(asked));
  }

  /** Two that ask at once do not read them twice. */
  private synchronized Loaded loaded() {
    Loaded there = loaded;
    if (there == null) {
      requireRoom();
      there = new Loaded(context, definitions);
      var smallest = ValidationContext.forText(context, SMALLEST, ValidationOptions.empty());
      there.read(all -> all.validator.validate(smallest));
      loaded = there;
    }
    return there;
  }

  /** A program out of memory ends: no one request may do that to it. */
  private void requireRoom() {
    if (megabytes < LEAST_MEGABYTES) {
      throw new RecordException(
          Kind.UNPROCESSABLE,
          "too-costly",
          null,
          ("$validate reads R4's definitions, and this server may use %d MB, which is too little"
                  + " for them: give it a heap of %d MB or more, as by -Xmx512m.")
              .formatted(megabytes, LEAST_MEGABYTES));
    }
  }

  private static final class Loaded {

    private final RecordDefinitions definitions;
    private final ValidationSupportChain chain;
    private final InstanceValidator validator;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private List<Long> state;

    Loaded(FhirContext context, RecordDefinitions definitions) {
      this.definitions = definitions;
      this.state = definitions.state();
      var grammars = new CommonCodeSystemsTerminologyService(context);
      // R4's own come first: nobody who may write a StructureDefinition changes what Patient means.
      this.chain =
          new ValidationSupportChain(
              BaseDefinitions.read(context),
              definitions,
              grammars,
              new AbsentCodeSystems(context, grammars),
              new InMemoryTerminologyServerValidationSupport(context));
      // Of several codings one has to be of the value set that is bound (R4 terminologies.html).
      chain.setCodeableConceptValidationSuccessfulIfNotAllCodingsAreValid(true);
      this.validator = new InstanceValidator(chain);
    }

    private interface Question<T> {
      T of(Loaded loaded);
    }

    /** Asks under the definitions as they are now. */
    <T> T read(Question<T> question) {
      forgetWhatChanged();
      return under(lock.readLock(), () -> question.of(this));
    }

    /** HAPI keeps a definition that it has seen for ever; no question is under way meanwhile. */
    private void forgetWhatChanged() {
      List<Long> now = definitions.state();
      if (!under(lock.readLock(), () -> state.equals(now))) {
        under(
            lock.writeLock(),
            () -> {
              validator.invalidateCaches();
              state = now;
              return now;
            });
      }
    }

    private static <T> T under(Lock lock, Supplier<T> work) {
      lock.lock();
      try {
        return work.get();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Gives the messages with their issue types, which HAPI's own result leaves out. */
  private static final class InstanceValidator extends FhirInstanceValidator {

    InstanceValidator(ValidationSupportChain chain) {
      super(chain);
      setErrorForUnknownProfiles(false);
      setBestPracticeWarningLevel(BestPracticeWarningLevel.Hint);
    }

    @Override
    protected List<ValidationMessage> validate(IValidationContext<?> asked) {
      return super.validate(asked).stream().filter(message -> !isSaidTwice(message)).toList();
    }

    /** A profile that is claimed but unknown is told with its place as well. */
    private static boolean isSaidTwice(ValidationMessage message) {
      return message.getLocation() == null
          && I18nConstants.VALIDATION_VAL_PROFILE_UNKNOWN.equals(message.getMessageId());
    }
  }
}
