package io.memmap.spark;

import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** What Spark tells a table of a write, for tests that begin one without Spark. */
record WriteInfo(CaseInsensitiveStringMap options, StructType schema) implements LogicalWriteInfo {
  @Override
  public String queryId() {
    return "query";
  }
}
