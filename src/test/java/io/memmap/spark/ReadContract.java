package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way to read an array gives the same values, wherever the file is and wherever batches and
 * partitions end. The values are small whole numbers, which all dtypes hold.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ReadContract {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int BATCH_ROWS = 4;
  private static final int PARTITIONS = 3;
  private static final long COLUMNS = 3;

  /**
   * Numbers of rows: one, fewer than partitions, one batch each, one less, one more, many batches.
   */
  private static final int[] ROWS = {1, 2, 12, 11, 13, 41};

  private static final String[] DTYPES = {"u1", ">i2", "<i4", ">f8", "<u8", "<f2"};

  @TempDir static Path folder;

  private final int readsOfEachDType;

  /** What is loaded, by the name of the file. */
  private final Map<String, String> placed = new HashMap<>();

  protected ReadContract(int readsOfEachDType) {
    this.readsOfEachDType = readsOfEachDType;
  }

  /**
   * Puts the file where this test reads it.
   *
   * @return what is loaded
   */
  protected abstract String placed(Path file) throws IOException;

  static Stream<Arguments> ways() {
    List<Arguments> ways = new ArrayList<>();
    for (String format : new String[] {"raw", "npy"}) {
      for (Order order : Order.values()) {
        for (String access : new String[] {"mmap", "read"}) {
          for (String layout : new String[] {"columns", "array", "cells"}) {
            ways.add(Arguments.of(format, order, access, layout));
          }
        }
      }
    }
    return ways.stream();
  }

  @ParameterizedTest(name = "{0}, order {1}, access {2}, layout {3}")
  @MethodSource("ways")
  void theValuesAreThoseOfTheArray(String format, Order order, String access, String layout)
      throws IOException {
    for (int i = 0; i < DTYPES.length; i++) {
      for (int read = 0; read < readsOfEachDType; read++) {
        int rows = ROWS[(i + 2 * read + (format.equals("raw") ? 0 : 2)) % ROWS.length];
        assertThat(read(format, DTYPES[i], rows, order, access, layout))
            .as("%d rows of %s", rows, DTYPES[i])
            .isEqualTo(expected(rows));
      }
    }
  }

  /** All elements in C order, as doubles. */
  private List<Double> read(
      String format, String dtype, int rows, Order order, String access, String layout)
      throws IOException {
    DataFrameReader reader =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("access", access)
            .option("layout", layout)
            .option("batchRows", BATCH_ROWS)
            .option("numPartitions", PARTITIONS);
    ArraySpec raw = new ArraySpec(DTypes.parse(dtype), Shape.of(rows, COLUMNS), order, 5);
    if (format.equals("raw")) {
      reader
          .option("dtype", dtype)
          .option("shape", raw.shape().toString())
          .option("order", order.name())
          .option("offset", raw.offset());
    }
    String name = dtype.substring(dtype.length() - 2) + "-" + rows + "-" + order + "." + format;
    if (!placed.containsKey(name)) {
      placed.put(name, placed(written(format, raw, name)));
    }
    Dataset<Row> array = reader.load(placed.get(name));
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

  private Path written(String format, ArraySpec raw, String name) throws IOException {
    String dtype = raw.dtype().text();
    Path file = folder.resolve(name);
    if (format.equals("raw")) {
      return ArrayFiles.write(file, raw, n -> bits(dtype, value(n)));
    }
    byte[] header = NpyHeader.encode(raw.dtype(), raw.shape(), raw.order());
    ArraySpec spec = new ArraySpec(raw.dtype(), raw.shape(), raw.order(), header.length);
    byte[] all = Files.readAllBytes(ArrayFiles.write(file, spec, n -> bits(dtype, value(n))));
    System.arraycopy(header, 0, all, 0, header.length);
    return Files.write(file, all);
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
