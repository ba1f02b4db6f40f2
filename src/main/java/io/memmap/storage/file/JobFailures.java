package io.memmap.storage.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Arrays;

/** What went wrong on another thread, as the thread throws it that waits for it. */
public final class JobFailures {
  private static final System.Logger LOG = System.getLogger(JobFailures.class.getName());

  /** Bounds the search, since causes may form a cycle. */
  private static final int MOST_CAUSES = 20;

  private JobFailures() {}

  /**
   * The error of a job. An {@link Error} is logged, and named in the message only: Spark would end
   * the JVM for it wherever it finds one among causes.
   *
   * @param thrown by the job
   * @param consequence for the log
   */
  public static IOException failure(Throwable thrown, String consequence) {
    boolean bearsError = bearsError(thrown, MOST_CAUSES);
    if (bearsError) {
      LOG.log(Level.ERROR, consequence, thrown);
    }
    Throwable cause = bearsError ? null : thrown;
    if (thrown instanceof ArrayFileException aboutFile) {
      return new ArrayFileException(aboutFile, cause);
    }
    String said = thrown instanceof IOException known ? FileErrors.reason(known) : text(thrown);
    return new IOException(said, cause);
  }

  private static String text(Throwable thrown) {
    return thrown instanceof RuntimeException && thrown.getMessage() != null
        ? thrown.getMessage()
        : thrown.toString();
  }

  private static boolean bearsError(Throwable thrown, int causes) {
    return thrown instanceof Error
        || (thrown.getCause() != null && (causes == 0 || bearsError(thrown.getCause(), causes - 1)))
        || Arrays.stream(thrown.getSuppressed())
            .anyMatch(other -> causes == 0 || bearsError(other, causes - 1));
  }
}
