package io.memmap.scale.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Finds the errors of tasks among the causes of Spark's exceptions. */
public final class Failures {
  private Failures() {}

  /**
   * The message of the first {@link IOException} among the causes of the error that {@code query}
   * throws.
   */
  public static String ioMessage(ThrowingCallable query) {
    Throwable thrown = catchThrowable(query);
    assertThat(thrown).isNotNull();
    Optional<Throwable> cause =
        Stream.iterate(thrown, error -> error != null, Throwable::getCause)
            .filter(IOException.class::isInstance)
            .findFirst();
    assertThat(cause).withFailMessage(() -> "no IOException caused " + thrown).isPresent();
    return cause.get().getMessage();
  }
}
