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
 * Files and reads of them that fill every cell. What isn't a dimension of the table (offsets,
 * sizes, cuts, spellings) goes round in turn: their product would take hours and find no more.
 */
final class CoveragePlan {
  /** Around the batch sizes 1, 2, 3, 7 and 64 and up to five partitions. */
  private static final List<Integer> ROWS =
      List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 15, 21, 63, 64, 65, 128, 129);

  /** Aligned, odd, and across a page. */
  private static final List<Long> OFFSETS = List.of(0L, 0L, 1L, 3L, 16L, 4093L, 8192L);

  private static final List<Integer> TAILS = List.of(0, 0, 1, 11);

  private enum Length {
    GIVEN,
    MINUS_ONE,
    ABSENT
  }

  /** One read, and which of NumPy's answers it must equal. */
  record PlannedRead(Cell cell, ArrayRead read, int file, int view) {}

  private final Path folder;
  private final Random random;
  private final List<ArrayFile> files = new ArrayList<>();
  private final List<PlannedRead> reads = new ArrayList<>();
  private final Map<String, BoundaryTally> cuts;
  private final Rotation<Integer> rows;
  private final Map<Form, Rotation<Integer>> inner = new EnumMap<>(Form.class);
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
    for (Form form : Form.values()) {
      inner.put(form, new Rotation<>(form.lengths(), random));
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
        for (Form form : Form.values()) {
          // An array without elements proves nothing about their type: a cell needs another one.
          int elements;
          do {
            elements = elements(addFile(dtype, order, form));
          } while (elements == 0);
        }
      }
    }
  }

  private List<Integer> shape(Form form) {
    Integer[] shape = new Integer[form.dimensions()];
    Arrays.setAll(shape, axis -> axis == 0 ? rows.next() : inner.get(form).next());
    return List.of(shape);
  }

  private List<Integer> addFile(DTypeVariant dtype, String order, Form form) {
    List<Integer> shape = shape(form);
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
    for (Cell.Setting setting : Cell.Setting.all()) {
      Cell cell = new Cell(dtype, setting, form);
      if (setting.order().equals(order) && cell.exists()) {
        addRead(cell, file, path);
      }
    }
    files.add(file);
    return shape;
  }

  private void addRead(Cell cell, ArrayFile file, Path path) {
    List<Integer> shape = viewShape(file);
    View view = new View(file.dtype(), shape, file.order(), file.offset(), null);
    if (!file.views().contains(view)) {
      file.views().add(view);
    }
    boolean cells = cell.setting().layout() == Layout.CELLS || file.shape().isEmpty();
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

  /** The shape to ask for: the file's own, with an inferred length, or null, wholly inferred. */
  private List<Integer> viewShape(ArrayFile file) {
    List<Integer> shape = file.shape();
    // Only a file that ends with its array tells a length; one of 0 bytes can't be mapped.
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

  private String layout(Cell cell) {
    Layout layout = cell.setting().layout();
    boolean isDefault = layout == Layout.byDefault(cell.form().dimensions());
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
