package dev.vertepath.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What came of the requests of one client, or of all of them. */
final class Tally {

  private static final int DIGITS = 3;

  private final Histogram microseconds = new Histogram(TimeUnit.MINUTES.toMicros(10), DIGITS);
  private long errors;
  private @Nullable String firstError;
  private double seconds;

  void answered(long nanoseconds, Answer answer) {
    microseconds.recordValue(nanoseconds / 1000);
    if (answer.isError()) {
      failed(answer.told());
    }
  }

  void failed(String why) {
    errors++;
    firstError = firstError == null ? why : firstError;
  }

  void add(Tally other) {
    microseconds.add(other.microseconds);
    errors += other.errors;
    firstError = firstError == null ? other.firstError : firstError;
  }

  void took(long nanoseconds) {
    seconds = nanoseconds / 1e9;
  }

  long requests() {
    return microseconds.getTotalCount();
  }

  double perSecond() {
    return requests() / seconds;
  }

  /** Milliseconds within which so many of a hundred requests were answered. */
  double percentile(double hundredths) {
    return microseconds.getValueAtPercentile(hundredths) / 1000.0;
  }

  double max() {
    return microseconds.getMaxValue() / 1000.0;
  }

  long errors() {
    return errors;
  }

  @Nullable String firstError() {
    return firstError;
  }
}
