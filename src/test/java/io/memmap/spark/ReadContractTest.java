package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way to read an array gives the same values, wherever batches and partitions end. The values
 * are small whole numbers, which all dtypes hold.
 */
class ReadContractTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int BATCH_ROWS = 4;
  private static final int PARTITIONS = 3;
  private static final long COLUMNS = 3;

  /**
   * Numbers of rows: one, fewer than partitions, one batch each, one less, one more, many batches.
   */
  private static final int[] ROWS = {1, 2, 12, 11, 13, 41};

  private static final String[] DTYPES = {"u1", ">i2", "<i4", ">f8", "<u8", "<f2"};

  @TempDir Path folder;

  static Stream<Arguments> ways() {
    List<Arguments> ways = new ArrayList<>();
    for (Order order : Order.values()) {
      for (String access : new String[] {"mmap", "read"}) {
        for (String layout : new String[] {"columns", "array", "cells"}) {
          ways.add(Arguments.of(order, access, layout));
        }
      }
    }
    return ways.stream();
  }

  @ParameterizedTest(name = "order {0}, access {1}, layout {2}")
  @MethodSource("ways")
  void theValuesAreThoseOfTheArray(Order order, String access, String layout) throws IOException {
    for (int i = 0; i < DTYPES.length; i++) {
      for (int rows : new int[] {ROWS[i], ROWS[(i + 2) % ROWS.length]}) {
        assertThat(read(DTYPES[i], rows, order, access, layout))
            .as("%d rows of %s", rows, DTYPES[i])
            .isEqualTo(expected(rows));
      }
    }
  }

  /** All elements in C order, as doubles. */
  private List<Double> read(String dtype, int rows, Order order, String access, String layout)
      throws IOException {
    ArraySpec spec = new ArraySpec(DTypes.parse(dtype), Shape.of(rows, COLUMNS), order, 5);
    Path file = ArrayFiles.write(folder.resolve("a.dat"), spec, n -> bits(dtype, value(n)));
    Dataset<Row> array =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", dtype)
            .option("shape", spec.shape().toString())
            .option("order", order.name())
            .option("offset", spec.offset())
            .option("access", access)
            .option("layout", layout)
            .option("batchRows", BATCH_ROWS)
            .option("numPartitions", PARTITIONS)
            .load(file.toString());
    String row =
        switch (layout) {
          case "array" -> "value";
          case "cells" -> "array(value)";
          default -> "array(_c0, _c1, _c2)";
        };
    List<Double> values = new ArrayList<>();
    for (Row found : array.selectExpr("cast(" + row + " as array<double>)").collectAsList()) {
      values.addAll(found.getList(0));
    }
    return values;
  }

  private static List<Double> expected(int rows) {
    return LongStream.range(0, rows * COLUMNS).mapToObj(n -> (double) value(n)).toList();
  }

  /** Whole numbers that every dtype here holds, different in neighbouring rows and columns. */
  private static long value(long element) {
    return element * 11 % 113;
  }

  private static long bits(String dtype, long value) {
    return switch (dtype) {
      case ">f8" -> Double.doubleToRawLongBits((double) value);
      case "<f2" -> half(value);
      default -> value;
    };
  }

  /** A whole number below 2048 as a half: its highest bit is implied, the others are shifted up. */
  private static long half(long value) {
    if (value == 0) {
      return 0;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(value);
    return ((exponent + 15L) << 10) | ((value << (10 - exponent)) & 0x3ff);
  }
}
