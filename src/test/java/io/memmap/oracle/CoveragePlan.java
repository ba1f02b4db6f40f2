package io.memmap.oracle;

import io.memmap.oracle.OracleRequest.ArrayFile;
import io.memmap.oracle.OracleRequest.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The files and reads that fill every cell of the coverage table. Offsets, sizes, cuts and
 * spellings are no dimensions of the table and are taken in turn: all combinations would take hours
 * and find no more errors.
 */
final class CoveragePlan {
  /** Numbers of rows around the batch sizes 1, 2, 3, 7 and 64 and up to five partitions. */
  private static final List<Integer> ROWS =
      List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 15, 21, 63, 64, 65, 128, 129);

  /** Offsets: aligned, odd, and across a page boundary. */
  private static final List<Long> OFFSETS = List.of(0L, 0L, 1L, 3L, 16L, 4093L, 8192L);

  private static final List<Integer> TAILS = List.of(0, 0, 1, 11);

  private enum Length {
    GIVEN,
    MINUS_ONE,
    ABSENT
  }

  /** One read, and the indices of the file and the view whose answer of NumPy it must equal. */
  record PlannedRead(CoverageCell cell, ArrayRead read, int file, int view) {}

  private final Path folder;
  private final Random random;
  private final List<ArrayFile> files = new ArrayList<>();
  private final List<PlannedRead> reads = new ArrayList<>();
  private final Map<String, BoundaryTally> cuts;
  private final Rotation<Integer> rows;
  private final Map<ShapeClass, Rotation<Integer>> inner = new EnumMap<>(ShapeClass.class);
  private final Rotation<Long> offsets;
  private final Rotation<Integer> tails;
  private final Rotation<Length> lengths;
  private final Rotation<ShapeText> shapeTexts;
  private final Rotation<String> modes;
  private final Rotation<Boolean> defaultsWritten;

  CoveragePlan(Path folder, Random random, int rounds) {
    this.folder = folder;
    this.random = random;
    cuts =
        List.of("mmap", "read").stream()
            .collect(Collectors.toMap(Function.identity(), access -> new BoundaryTally(random)));
    rows = new Rotation<>(ROWS, random);
    for (ShapeClass shapeClass : ShapeClass.values()) {
      inner.put(shapeClass, new Rotation<>(shapeClass.lengths(), random));
    }
    offsets = new Rotation<>(OFFSETS, random);
    tails = new Rotation<>(TAILS, random);
    lengths = new Rotation<>(List.of(Length.GIVEN, Length.MINUS_ONE, Length.ABSENT), random);
    shapeTexts = new Rotation<>(List.of(ShapeText.values()), random);
    modes =
        new Rotation<>(List.of("", "r", "c", "r+", "readonly", "copyonwrite", "readwrite"), random);
    defaultsWritten = new Rotation<>(List.of(true, false), random);
    for (int round = 0; round < rounds; round++) {
      fill();
    }
  }

  List<ArrayFile> files() {
    return files;
  }

  List<PlannedRead> reads() {
    return reads;
  }

  BoundaryTally cuts(String access) {
    return cuts.get(access);
  }

  private void fill() {
    for (DTypeVariant dtype : DTypeVariant.all()) {
      for (String order : List.of("C", "F")) {
        for (ShapeClass shapeClass : ShapeClass.values()) {
          // An array without elements does not test their type: the cell needs another array.
          int elements;
          do {
            elements = elements(addFile(dtype, order, shapeClass));
          } while (elements == 0);
        }
      }
    }
  }

  private List<Integer> shape(ShapeClass shapeClass) {
    Integer[] shape = new Integer[shapeClass.dimensions()];
    Arrays.setAll(shape, axis -> axis == 0 ? rows.next() : inner.get(shapeClass).next());
    return List.of(shape);
  }

  private List<Integer> addFile(DTypeVariant dtype, String order, ShapeClass shapeClass) {
    List<Integer> shape = shape(shapeClass);
    Path path = folder.resolve("%04d.dat".formatted(files.size()));
    List<View> views = new ArrayList<>();
    ArrayFile file =
        new ArrayFile(
            path.toString(),
            dtype.code(),
            shape,
            order,
            offsets.next(),
            tails.next(),
            "any",
            random.nextLong() >>> 1,
            views);
    for (CoverageCell.Setting setting : CoverageCell.Setting.all()) {
      CoverageCell cell = new CoverageCell(dtype, setting, shapeClass);
      if (setting.order().equals(order) && cell.exists()) {
        addRead(cell, file, path);
      }
    }
    files.add(file);
    return shape;
  }

  private void addRead(CoverageCell cell, ArrayFile file, Path path) {
    List<Integer> shape = viewShape(file);
    View view = new View(file.dtype(), shape, file.order(), file.offset(), null);
    if (!file.views().contains(view)) {
      file.views().add(view);
    }
    boolean cells = cell.setting().layout() == LayoutOption.CELLS || file.shape().isEmpty();
    int rowCount = cells ? elements(file.shape()) : file.shape().get(0);
    BoundaryTally.Cut cut = cuts.get(cell.setting().access()).next(rowCount);
    List<String> spellings = cell.dtype().spellings();
    ArrayRead read =
        ArrayRead.of(path)
            .with("dtype", spellings.get(random.nextInt(spellings.size())))
            .with("shape", shape == null ? null : shapeTexts.next().write(shape))
            .with("order", unlessDefault(file.order(), "C"))
            .with("offset", unlessDefault(file.offset(), 0L))
            .with("layout", layout(cell))
            .with("access", cell.setting().access())
            .with("numPartitions", unlessZero(cut.partitions()))
            .with("batchRows", unlessZero(cut.batchRows()))
            .with("mode", unlessEmpty(modes.next()));
    reads.add(new PlannedRead(cell, read, files.size(), file.views().indexOf(view)));
  }

  /**
   * The value of the option shape: the file's shape, the same with one inferred length, or null for
   * a wholly inferred one.
   */
  private List<Integer> viewShape(ArrayFile file) {
    List<Integer> shape = file.shape();
    // A length can be inferred only if the file ends with its array; np.memmap can't map 0 bytes.
    boolean tells = file.tail() == 0 && (elements(shape) > 0 || file.offset() > 0);
    Length length = shape.isEmpty() || !tells ? Length.GIVEN : lengths.next();
    if (length == Length.ABSENT && shape.size() == 1) {
      return null;
    }
    if (length == Length.GIVEN) {
      return shape;
    }
    List<Integer> inferred = new ArrayList<>(shape);
    inferred.set(random.nextInt(shape.size()), -1);
    boolean solvable = !inferred.contains(0);
    return solvable ? Collections.unmodifiableList(inferred) : shape;
  }

  private String layout(CoverageCell cell) {
    LayoutOption layout = cell.setting().layout();
    boolean isDefault = layout == LayoutOption.byDefault(cell.shapeClass().dimensions());
    return isDefault && !defaultsWritten.next() ? null : layout.option();
  }

  private Object unlessDefault(Object value, Object usual) {
    return value.equals(usual) && !defaultsWritten.next() ? null : value;
  }

  private static Object unlessZero(int value) {
    return value == 0 ? null : value;
  }

  private static Object unlessEmpty(String value) {
    return value.isEmpty() ? null : value;
  }

  static int elements(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
