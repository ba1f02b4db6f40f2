package io.memmap.oracle;

import io.memmap.oracle.OracleRequest.ArrayFile;
import io.memmap.oracle.OracleRequest.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A user schema with a wider type: values must be those of NumPy's {@code astype}. */
record Widening(NumpyKind from, NumpyKind to) {
  private static final List<List<Integer>> SHAPES =
      List.of(List.of(), List.of(67), List.of(9, 3), List.of(5, 2, 3));

  static List<Widening> all() {
    return List.of(
        new Widening(NumpyKind.BOOL, NumpyKind.INT8),
        new Widening(NumpyKind.INT8, NumpyKind.INT16),
        new Widening(NumpyKind.INT8, NumpyKind.INT64),
        new Widening(NumpyKind.INT16, NumpyKind.INT32),
        new Widening(NumpyKind.INT16, NumpyKind.INT64),
        new Widening(NumpyKind.INT32, NumpyKind.INT64),
        new Widening(NumpyKind.UINT8, NumpyKind.INT32),
        new Widening(NumpyKind.UINT8, NumpyKind.INT64),
        new Widening(NumpyKind.UINT16, NumpyKind.INT64),
        new Widening(NumpyKind.UINT64, NumpyKind.INT64),
        new Widening(NumpyKind.FLOAT16, NumpyKind.FLOAT64),
        new Widening(NumpyKind.FLOAT32, NumpyKind.FLOAT64));
  }

  /** A file for each byte order and shape, with one view of it, which is cast. */
  List<ArrayFile> files(Path folder, Random random) {
    List<ArrayFile> files = new ArrayList<>();
    for (DTypeVariant dtype : DTypeVariant.all()) {
      for (List<Integer> shape : SHAPES) {
        if (dtype.kind() == from) {
          String order = random.nextBoolean() ? "C" : "F";
          long offset = random.nextInt(9);
          String name = "%s-%s-%d-%d.dat".formatted(from, to, shape.size(), files.size());
          files.add(
              new ArrayFile(
                  folder.resolve(name).toString(),
                  dtype.code(),
                  shape,
                  order,
                  offset,
                  0,
                  fill(),
                  random.nextLong() >>> 1,
                  List.of(new View(dtype.code(), shape, order, offset, to.code()))));
        }
      }
    }
    return files;
  }

  /**
   * The kind of random bits that a cast preserves: it may quiet a signalling NaN, and a long has 63
   * bits.
   */
  private String fill() {
    return switch (from) {
      case UINT64 -> "below63";
      case FLOAT16, FLOAT32 -> "quiet";
      default -> "any";
    };
  }

  /** The user schema, with names other than the default ones. */
  String schema(List<Integer> shape, LayoutOption layout) {
    String type = to.sparkType().sql();
    if (shape.size() == 2 && layout == LayoutOption.COLUMNS) {
      return IntStream.range(0, shape.get(1))
          .mapToObj(column -> "c" + column + " " + type)
          .collect(Collectors.joining(", "));
    }
    return "v "
        + "array<".repeat(Math.max(0, shape.size() - 1))
        + type
        + ">".repeat(Math.max(0, shape.size() - 1));
  }
}
