package io.memmap.spark.internal.options;

import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;

/** How Spark hands columns to functions of Python, which depends on its version and a setting. */
public final class PythonFunctions {
  /** Spark's setting, which is true by default. */
  private static final String COLUMNS = "spark.sql.execution.arrow.pythonUDF.columnarInput.enabled";

  private static final Pattern ROWS_ONLY = Pattern.compile("3\\.|4\\.[01]\\.");

  private PythonFunctions() {}

  /**
   * Whether functions of Python over the columns of a scan get its batches, not rows made of them.
   * Before Spark 4.2 they never do.
   */
  public static boolean takeColumns() {
    SparkSession session = SparkSession.active();
    return !ROWS_ONLY.matcher(session.version()).lookingAt()
        && Boolean.parseBoolean(session.conf().get(COLUMNS, "true"));
  }
}
