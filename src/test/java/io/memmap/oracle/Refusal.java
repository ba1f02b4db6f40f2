package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import org.apache.spark.sql.AnalysisException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Errors for users: clear ones, which are raised before any task runs, and those of values in
 * tasks.
 */
final class Refusal {
  private Refusal() {}

  static boolean isClear(Throwable thrown) {
    return thrown instanceof IllegalArgumentException || thrown instanceof AnalysisException;
  }

  /**
   * Whether this is the error of a task for a value outside the range of its type; it names the
   * column and the file.
   */
  static boolean isOfValue(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof IOException && cause.getMessage().startsWith("column ");
  }

  /** Runs a call that must fail with a clear error; returns the message. */
  static String messageOf(ThrowingCallable refused) {
    Throwable thrown = catchThrowable(refused);
    assertThat(thrown).as("no error").isNotNull();
    assertThat(isClear(thrown)).as("not a user's error: %s", thrown).isTrue();
    assertThat(thrown.getMessage()).isNotBlank();
    return thrown.getMessage();
  }
}
