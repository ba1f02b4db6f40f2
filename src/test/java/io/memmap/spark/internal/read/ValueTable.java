package io.memmap.spark.internal.read;

import io.memmap.array.DType;
import io.memmap.array.ScalarDType;
import io.memmap.array.TimeDType;
import io.memmap.array.dtype.DTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Random arrays of any dtype in files of one folder, with a random layout, order and slice.
 *
 * @param options of a load
 */
record ValueTable(Path folder, Map<String, String> options) {
  private static final List<String> TIMES =
      List.of("<M8[D]", ">M8[s]", "<M8[ns]", "<M8[7ms]", "<m8[us]", ">m8[h]", "<M8[Y]", "<M8[M]");

  private static final List<String> NUMBERS =
      List.of(
          "|b1", "|i1", "|u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8",
          "<u8", ">u8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8");

  private static final List<String> SLICES = List.of("::", "::", "::2", "::-1", "3:-4", "-2::-3");

  /** Fields beside those that predicates test. */
  private static final List<String> OTHERS = List.of("<U2", "(3)<i2", "(2,2)>i4");

  static ValueTable of(Random random, Path folder) throws IOException {
    Files.createDirectories(folder);
    boolean record = random.nextInt(3) == 0;
    int columns = record ? 1 : 1 + random.nextInt(4);
    List<String> fields =
        IntStream.range(0, record ? 2 + random.nextInt(3) : 1)
            .mapToObj(i -> dtype(random))
            .collect(Collectors.toList());
    if (record && random.nextBoolean()) {
      fields.add(OTHERS.get(random.nextInt(OTHERS.size())));
    }
    boolean orderF = random.nextBoolean();
    int files = random.nextInt(4) == 0 ? 3 : 1;
    int most = random.nextInt(8) == 0 ? 9_000 : 300;
    for (int file = 0; file < files; file++) {
      int rows = most / 2 + random.nextInt(most / 2);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int i = 0; i < rows * columns; i++) {
        for (String field : fields) {
          bytes.write(field(random, field));
        }
      }
      Files.write(folder.resolve(file + ".dat"), bytes.toByteArray());
    }
    String layout = record || random.nextInt(4) > 0 ? "columns" : "cells";
    String rowSlice = SLICES.get(random.nextInt(SLICES.size()));
    return new ValueTable(
        folder,
        Plans.map(
            "dtype",
            String.join(",", fields),
            "shape",
            record ? "-1" : "-1," + columns,
            "order",
            orderF ? "F" : "C",
            "layout",
            layout,
            "slice",
            rowSlice,
            "access",
            random.nextInt(4) == 0 ? "read" : "mmap",
            "numPartitions",
            "" + (1 + random.nextInt(3)),
            "batchRows",
            "" + (random.nextBoolean() ? 30_000 : 1 + random.nextInt(500))));
  }

  private static String dtype(Random random) {
    return random.nextInt(3) == 0
        ? TIMES.get(random.nextInt(TIMES.size()))
        : NUMBERS.get(random.nextInt(NUMBERS.size()));
  }

  private static byte[] field(Random random, String field) {
    if (field.startsWith("<U")) {
      ByteBuffer text = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      return text.putInt('a' + random.nextInt(3)).putInt(random.nextInt(2) * 'b').array();
    } else if (field.startsWith("(")) {
      byte[] bytes = new byte[field.startsWith("(3") ? 6 : 16];
      random.nextBytes(bytes);
      return bytes;
    }
    DType dtype = DTypes.parse(field);
    long bits =
        dtype instanceof TimeDType time ? ticks(random, time) : bits(random, (ScalarDType) dtype);
    ByteBuffer value = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    value.putLong(bits);
    byte[] bytes = new byte[dtype.itemsize()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[field.startsWith(">") ? bytes.length - 1 - i : i] = value.get(i);
    }
    return bytes;
  }

  /** Times from 1900 to 2100, one in eight of them {@code NaT}. */
  private static long ticks(Random random, TimeDType dtype) {
    if (random.nextInt(8) == 0) {
      return TimeDType.NAT;
    }
    int range =
        switch (dtype.unit()) {
          case YEAR -> 60;
          case MONTH -> 700;
          case DAY -> 20_000;
          default -> Integer.MAX_VALUE;
        };
    return random.nextBoolean() ? random.nextInt(9) - 4 : random.nextInt(range) - range / 2;
  }

  /** Few values, among them the extremes, and any others. */
  private static long bits(Random random, ScalarDType dtype) {
    boolean few = random.nextInt(3) > 0;
    double small =
        List.of(0.0, -0.0, 1.0, -1.5, Double.NaN, 1.0 / 0, -1.0 / 0).get(random.nextInt(7));
    return switch (dtype.kind()) {
      case FLOAT64 -> few ? Double.doubleToRawLongBits(small) : random.nextLong();
      case FLOAT32 -> few ? Float.floatToRawIntBits((float) small) : random.nextInt();
      case FLOAT16 ->
          few
              ? List.of(0, 0x8000, 0x3C00, 0x7E00, 0x7C00).get(random.nextInt(5))
              : random.nextInt();
      case BOOL -> random.nextInt(3);
      default -> {
        int width = 8 * dtype.itemsize();
        yield few
            ? List.of(0L, 1L, -1L, 5L, 1L << (width - 1), (1L << (width - 1)) - 1)
                .get(random.nextInt(6))
            : random.nextLong();
      }
    };
  }

  /** The rows with the name and the index that each has in its file. */
  Dataset<Row> load(SparkSession session, boolean pushdown) {
    return session
        .read()
        .format("memmap")
        .options(options)
        .option("pushdown", pushdown)
        .load(folder.toString());
  }
}
