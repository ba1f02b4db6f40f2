package io.memmap.spark.internal.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructField;

/** Random predicates on the values of a table, most of them true for some of its rows. */
final class RandomPredicates {
  private static final List<Object> NUMBERS =
      List.of(
          0,
          -0.0,
          0.5,
          1.0f,
          Double.NaN,
          Float.NaN,
          Double.POSITIVE_INFINITY,
          Float.NEGATIVE_INFINITY,
          127,
          255L,
          -32_768,
          65_535,
          Integer.MIN_VALUE,
          4_294_967_295L,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          1e300,
          new BigDecimal("18446744073709551615"),
          new BigDecimal("0.5"));

  private final Random random;
  private final List<StructField> fields;
  private final List<String> names;
  private final List<Row> rows;

  /**
   * @param rows of the table
   */
  RandomPredicates(Random random, Dataset<Row> table, List<Row> rows) {
    this.random = random;
    this.names = List.of(table.columns());
    this.fields =
        Arrays.stream(table.schema().fields())
            .filter(field -> !(field.dataType() instanceof ArrayType))
            .filter(field -> !List.of("row", "file", "i0", "i1").contains(field.name()))
            .toList();
    this.rows = rows;
  }

  Column any(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return simple();
    }
    return switch (random.nextInt(4)) {
      case 0, 1 -> any(depth - 1).and(any(depth - 1));
      case 2 -> any(depth - 1).or(any(depth - 1));
      default -> not(any(depth - 1));
    };
  }

  private Column simple() {
    StructField field = fields.get(random.nextInt(fields.size()));
    Column column = col(field.name());
    if (field.dataType() instanceof BooleanType && random.nextBoolean()) {
      return column;
    }
    return switch (random.nextInt(10)) {
      case 0 -> column.equalTo(literal(field));
      case 1 -> column.notEqual(literal(field));
      case 2 -> column.lt(literal(field));
      case 3 -> column.leq(literal(field));
      case 4 -> literal(field).lt(column);
      case 5 -> column.geq(literal(field));
      case 6 -> column.eqNullSafe(literal(field));
      case 7 -> random.nextBoolean() ? column.isNull() : column.isNotNull();
      case 8 -> column.between(literal(field), literal(field));
      default ->
          column.isin(
              IntStream.range(0, 1 + random.nextInt(random.nextBoolean() ? 3 : 20))
                  .mapToObj(i -> random.nextInt(30) == 0 ? lit(null) : lit(value(field)))
                  .toArray());
    };
  }

  private Object value(StructField field) {
    return rows.isEmpty() ? null : rows.get(random.nextInt(rows.size())).get(index(field));
  }

  private int index(StructField field) {
    return names.indexOf(field.name());
  }

  /** Mostly a value of the column, or a number near one, of any type. */
  private Column literal(StructField field) {
    Object value = value(field);
    if (!(value instanceof Number number) || random.nextBoolean()) {
      return random.nextInt(30) == 0 ? lit(null) : lit(value);
    }
    double near = number.doubleValue() + random.nextInt(3) - 1;
    boolean whole = Math.abs(near) < 1e18; // also not NaN
    return switch (random.nextInt(6)) {
      case 0 -> lit(near);
      case 1 -> lit((float) near);
      case 2 -> whole ? lit((long) near) : lit(near);
      case 3 -> Math.abs(near) < 1e9 ? lit((int) near) : lit(near);
      case 4 -> whole ? lit(BigDecimal.valueOf(((long) near) * 2 + 1, 1)) : lit(near);
      default -> lit(NUMBERS.get(random.nextInt(NUMBERS.size())));
    };
  }
}
