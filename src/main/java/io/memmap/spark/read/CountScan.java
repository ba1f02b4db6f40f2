package io.memmap.spark.read;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code count(*)}, answered by the shape: no data is opened.
 *
 * @param layout how rows look, in the user's word
 * @param counts how often the query asks for it
 */
record CountScan(ArraySources sources, String layout, long count, int counts) implements LocalScan {

  @Override
  public StructType readSchema() {
    StructType schema = new StructType();
    for (int i = 0; i < counts; i++) {
      schema = schema.add("count" + i, DataTypes.LongType, false);
    }
    return schema;
  }

  @Override
  public InternalRow[] rows() {
    Object[] values = new Object[counts];
    Arrays.fill(values, count);
    return new InternalRow[] {new GenericInternalRow(values)};
  }

  @Override
  public String description() {
    return "memmap " + sources + " layout=" + layout + " count(*)";
  }
}
