package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import org.apache.spark.sql.AnalysisException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The errors that users may see for what they asked: clear, and raised before any task runs. */
final class Refusal {
  private Refusal() {}

  static boolean isClear(Throwable thrown) {
    return thrown instanceof IllegalArgumentException || thrown instanceof AnalysisException;
  }

  /** The error of a task for a value that its type can't hold; it names the column and the file. */
  static boolean isOfValue(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof IOException && cause.getMessage().startsWith("column ");
  }

  /** Runs what must be refused; gives the message for further looks. */
  static String messageOf(ThrowingCallable refused) {
    Throwable thrown = catchThrowable(refused);
    assertThat(thrown).as("no error").isNotNull();
    assertThat(isClear(thrown)).as("not a user's error: %s", thrown).isTrue();
    assertThat(thrown.getMessage()).isNotBlank();
    return thrown.getMessage();
  }
}
