package io.memmap.spark.internal.read.rows;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructType;

/**
 * The block of rows that an index lies in, as a function of a catalog: Spark takes two scans for
 * partitioned alike if their functions have one name. The length of a block is part of the name,
 * since Spark compares no other arguments than columns (TransformExpression.isSameFunction).
 *
 * @param length rows of a block
 * @param reversed whether a block of lower indices has a greater number. Spark reads partitions in
 *     the order of these numbers, which has to be that of the rows
 */
public record RowBlockFunction(long length, boolean reversed)
    implements UnboundFunction, ScalarFunction<Long> {
  private static final Pattern NAME =
      Pattern.compile("memmap_(reversed_)?row_block_([1-9][0-9]{0,17})");

  /** The function of this name, if it is one of these. */
  public static Optional<UnboundFunction> of(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new RowBlockFunction(Long.parseLong(matcher.group(2)), matcher.group(1) != null))
        : Optional.empty();
  }

  @Override
  public String name() {
    return "memmap_" + (reversed ? "reversed_" : "") + "row_block_" + length;
  }

  @Override
  public String canonicalName() {
    return "io.memmap.spark." + name();
  }

  @Override
  public String description() {
    return name()
        + "(index) - the block of "
        + length
        + " rows that the index lies in"
        + (reversed ? ", counted down from 0" : "");
  }

  /**
   * The function itself, for an index.
   *
   * @throws UnsupportedOperationException if what is given is no bigint
   */
  @Override
  public BoundFunction bind(StructType given) {
    if (given.length() != 1 || !(given.apply(0).dataType() instanceof LongType)) {
      throw new UnsupportedOperationException(name() + " takes one bigint, the index of a row");
    }
    return this;
  }

  @Override
  public DataType[] inputTypes() {
    return new DataType[] {DataTypes.LongType};
  }

  @Override
  public DataType resultType() {
    return DataTypes.LongType;
  }

  @Override
  public boolean isResultNullable() {
    return false;
  }

  @Override
  public Long produceResult(InternalRow index) {
    return block(index.getLong(0));
  }

  /** The number of the block that an index lies in. */
  public long block(long index) {
    long number = Math.floorDiv(index, length);
    return reversed ? -number : number;
  }
}
