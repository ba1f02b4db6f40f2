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
 * A function of a catalog: the number of the block of rows that an index lies in. Spark takes two
 * scans to be partitioned alike if their functions have the same name. The length of a block is
 * part of the name, because Spark compares only those arguments that are columns ({@code
 * TransformExpression.isSameFunction}).
 *
 * @param length rows of a block
 * @param reversed whether blocks are numbered from higher to lower indices, as rows that are read
 *     backwards have them: Spark reads partitions in the order of these numbers
 */
public record RowBlockFunction(long length, boolean reversed)
    implements UnboundFunction, ScalarFunction<Long> {
  private static final String PACKAGE = "io.memmap.spark.";

  private static final Pattern NAME =
      Pattern.compile("memmap_(reversed_)?row_block_([1-9][0-9]{0,17})");

  /** The function with this name, if it is one of this class. */
  public static Optional<UnboundFunction> of(String name) {
    return named(name).map(UnboundFunction.class::cast);
  }

  /** The function with this canonical name, if it is one of this class. */
  public static Optional<RowBlockFunction> called(String canonicalName) {
    return Optional.of(canonicalName)
        .filter(name -> name.startsWith(PACKAGE))
        .flatMap(name -> named(name.substring(PACKAGE.length())));
  }

  private static Optional<RowBlockFunction> named(String name) {
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
    return PACKAGE + name();
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
   * The function itself.
   *
   * @throws UnsupportedOperationException unless it is given one bigint
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
