package io.memmap.spark.write;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line in the SQL tab, under the write that is going on. Spark renders a write's plan before its
 * rows are counted, and metrics are numbers; what is known only at the end is shown as the
 * description of a query of nothing, which needs no job.
 */
final class SqlTabLine {
  private static final Logger LOG = LoggerFactory.getLogger(SqlTabLine.class);
  private static final String DESCRIPTION = "spark.job.description";

  private SqlTabLine() {}

  /** Never throws: the write is done. */
  static void show(String text) {
    try {
      SparkSession spark = SparkSession.active();
      SparkContext context = spark.sparkContext();
      String before = context.getLocalProperty(DESCRIPTION);
      context.setLocalProperty(DESCRIPTION, text);
      try {
        // From a list, because an empty RDD would be a job
        spark.createDataFrame(List.of(), new StructType()).collectAsList();
      } finally {
        context.setLocalProperty(DESCRIPTION, before);
      }
    } catch (Exception e) { // Spark's own are checked, and thrown undeclared
      LOG.debug("cannot show in the SQL tab: {}", text, e);
    }
  }
}
