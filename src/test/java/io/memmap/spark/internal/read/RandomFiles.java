package io.memmap.spark.internal.read;

import io.memmap.array.Endian;
import io.memmap.array.HalfFloat;
import io.memmap.array.Order;
import io.memmap.array.ScalarDType;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Random 2-D arrays in files below folders {@code year=...}, and the same values in memory. All are
 * small multiples of 1/8, so that sums are exact in any order.
 */
final class RandomFiles {
  private static final List<String> DTYPES =
      List.of("|i1", "|u1", "<i2", ">u2", ">i4", "<u4", "<i8", "<u8", "<f2", ">f4", "<f4", ">f8");

  /** The number of the first file; the numbers of the files sort in another order as text. */
  private static final int FIRST = 9;

  /** Changes of a file after it was loaded. */
  enum Change {
    OTHER_VALUES,
    MORE_ROWS,
    FEWER_ROWS,
    MORE_COLUMNS,
    OTHER_DTYPE,
    OTHER_ORDER,
    REMOVED;

    /** Whether the rows of {@code load} are still there. */
    boolean keepsRows() {
      return this == OTHER_VALUES || this == MORE_ROWS;
    }
  }

  /** A file and its rows. */
  record Content(Path path, int year, List<double[]> rows) {}

  private final Random random;
  private final Path parent;

  /** The folder that tests read. */
  private String root;

  private final boolean npy;
  private final ScalarDType dtype;
  private final Order order;
  private final int columns;

  /** In the order in which they are read. */
  private final List<Content> all = new ArrayList<>();

  /**
   * Writes the files.
   *
   * @param kind four consecutive ones are all formats in all orders
   */
  RandomFiles(Random random, Path parent, int kind, int files, int mostRows) throws IOException {
    this.random = random;
    this.parent = parent;
    this.root = parent.toString();
    this.npy = kind % 2 == 0;
    this.dtype = (ScalarDType) DTypes.parse(DTYPES.get(random.nextInt(DTYPES.size())));
    this.order = kind / 2 % 2 == 0 ? Order.C : Order.F;
    this.columns = 1 + random.nextInt(4);
    for (int i = 0; i < files; i++) {
      int year = 2020 + i * 3 / files;
      String name = "part-" + (FIRST + i) + (npy ? ".npy" : ".dat");
      Path path = parent.resolve("year=" + year).resolve(name);
      Files.createDirectories(path.getParent());
      all.add(new Content(path, year, List.of(values(mostRows - random.nextInt(mostRows / 2)))));
      Files.write(path, bytes(all.get(i).rows().toArray(double[][]::new), dtype, order));
    }
  }

  /** Lets tests read a copy of the folder that is elsewhere. */
  void readAt(String copy) {
    root = copy;
  }

  String root() {
    return root;
  }

  /** What a test loads to read a file. */
  String location(Content file) {
    return root + "/" + parent.relativize(file.path());
  }

  int columns() {
    return columns;
  }

  List<Content> all() {
    return all;
  }

  /** The options of a load. */
  List<String> options() {
    return npy
        ? List.of()
        : List.of("dtype", dtype.text(), "shape", "-1," + columns, "order", order.name());
  }

  /** A change that is possible for a file of this kind. */
  Change anyChange() {
    List<Change> changes =
        new ArrayList<>(
            npy
                ? Arrays.asList(Change.values())
                : List.of(
                    Change.OTHER_VALUES, Change.MORE_ROWS, Change.FEWER_ROWS, Change.REMOVED));
    if (columns == 1) {
      changes.remove(Change.OTHER_ORDER); // a single column is the same in both orders
    }
    return changes.get(random.nextInt(changes.size()));
  }

  /** Changes a file to these rows, in place or by renaming another file. */
  void change(int number, Change change) throws IOException {
    Content old = all.get(number);
    int rows = old.rows().size();
    if (change == Change.REMOVED) {
      Files.delete(old.path());
      return;
    }
    double[][] fresh = values(rows + (change == Change.MORE_ROWS ? 1 + random.nextInt(9) : 0));
    byte[] bytes =
        switch (change) {
          case FEWER_ROWS -> bytes(Arrays.copyOf(fresh, rows - 1), dtype, order);
          case MORE_COLUMNS ->
              bytes(
                  Arrays.stream(fresh)
                      .map(row -> Arrays.copyOf(row, columns + 1))
                      .toArray(double[][]::new),
                  dtype,
                  order);
          case OTHER_DTYPE ->
              bytes(
                  fresh,
                  (ScalarDType) DTypes.parse(dtype.text().equals("<i4") ? "<f4" : "<i4"),
                  order);
          case OTHER_ORDER -> bytes(fresh, dtype, order == Order.C ? Order.F : Order.C);
          default -> npy || change == Change.OTHER_VALUES ? bytes(fresh, dtype, order) : null;
        };
    if (bytes == null) { // a raw file that grows keeps its rows in place
      byte[] known = bytes(fresh, dtype, Order.C);
      byte[] first = bytes(Arrays.copyOf(fresh, rows), dtype, order);
      bytes = Arrays.copyOf(known, known.length);
      System.arraycopy(first, 0, bytes, 0, first.length);
    }
    save(old.path(), bytes);
    if (change.keepsRows()) {
      all.set(number, new Content(old.path(), old.year(), List.of(Arrays.copyOf(fresh, rows))));
    }
  }

  private void save(Path path, byte[] bytes) throws IOException {
    if (random.nextBoolean()) {
      Files.write(path, bytes);
    } else {
      Path other = Files.write(parent.resolve("other"), bytes);
      Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private double[][] values(int rows) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = value();
      }
    }
    return values;
  }

  private double value() {
    int eighths = random.nextInt(64) - 32;
    return switch (dtype.kind().code()) {
      case 'f' -> eighths / 8.0;
      case 'u' -> eighths & 0x7F;
      default -> eighths;
    };
  }

  private byte[] bytes(double[][] rows, ScalarDType as, Order in) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int width = rows[0].length;
    if (npy) {
      file.write(NpyHeader.encode(as, Shape.of(rows.length, width), in));
    }
    for (int at = 0; at < rows.length * width; at++) {
      int row = in == Order.C ? at / width : at % rows.length;
      int column = in == Order.C ? at % width : at / rows.length;
      file.write(element(rows[row][column], as));
    }
    return file.toByteArray();
  }

  private static byte[] element(double value, ScalarDType dtype) {
    ByteBuffer bytes =
        ByteBuffer.allocate(dtype.itemsize())
            .order(
                dtype.endian() == Endian.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    switch (dtype.kind()) {
      case FLOAT16 -> bytes.putShort(HalfFloat.toHalf(value));
      case FLOAT32 -> bytes.putFloat((float) value);
      case FLOAT64 -> bytes.putDouble(value);
      default -> {
        switch (dtype.itemsize()) {
          case 1 -> bytes.put((byte) value);
          case 2 -> bytes.putShort((short) value);
          case 4 -> bytes.putInt((int) value);
          default -> bytes.putLong((long) value);
        }
      }
    }
    return bytes.array();
  }
}
