package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import io.memmap.array.RandomArrays;
import io.memmap.array.RowRange;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.file.Access;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.KnownFile;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.local.LocalStorage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.unsafe.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that a plan touches, and the rows that it shows at a time. */
class WindowPlanTest {
  private static final OptionalInt UNASKED = OptionalInt.empty();

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} {1} {2} by {3}: {4} rows")
  @CsvSource({
    "<i4, '(1000000,)',        C, MMAP, 32768",
    "<i4, '(1000000,)',        C, READ, 32768",
    "<f8, '(1000000,16)',      C, MMAP, 32768",
    "<f8, '(1000000,128)',     C, READ, 1024",
    "<f8, '(1000000,1000)',    C, MMAP, 2097",
    "<f8, '(1000,131072)',     C, MMAP, 16",
    "u1,  '(1000000,64,512)',  C, MMAP, 512",
    "V1000000, '(1000,)',      C, MMAP, 16",
    "'3000f4,i8', '(100000,)', C, MMAP, 1397",
    "<f8, '(1000,131072)',     C, READ, 1",
    "<f8, '(1000,1310720)',    C, READ, 1",
    "<f8, '(10,134217728)',    C, MMAP, 1",
    "<f8, '(10,268435455)',    C, MMAP, 1",
    "<f8, '(1000000,128)',     F, MMAP, 16384",
    "<f8, '(1000000,128)',     F, READ, 16384",
    "<f8, '(1000,4194304)',    F, MMAP, 1",
    "u1,  '(1000000,2,3,4)',   F, MMAP, 32768"
  })
  void batchesOfRowArraysFitTheirWindows(
      String dtype, String shape, Order order, Access access, int rows) {
    ArrayView array = new ArraySpec(DTypes.parse(dtype), Shape.parse(shape), order, 0).view();
    assertThat(new WindowPlan(List.of(array), costs(access), UNASKED).batchRows()).isEqualTo(rows);
  }

  @ParameterizedTest(name = "{0} {1} {2} by {3}: {4} rows")
  @CsvSource({
    "u1,  '(1000000,)',    C, MMAP, 262144",
    "<f4, '(1000000,)',    C, MMAP, 262144",
    "<f8, '(1000000,)',    C, MMAP, 131072",
    "<f4, '(1000000,16)',  C, MMAP, 32768",
    "<f4, '(1000000,2)',   F, MMAP, 131072",
    "<f8, '(1000000,1000)', C, MMAP, 2097",
    "<f4, '(1000000,)',    C, READ, 32768",
    "u1,  '(1000000,)',    C, READ, 32768"
  })
  void kernelsGetMoreRowsOfFewBytes(
      String dtype, String shape, Order order, Access access, int rows) {
    Shape lengths = Shape.parse(shape);
    ArrayView array = new ArraySpec(DTypes.parse(dtype), lengths, order, 0).view();
    List<ArrayView> columns =
        array.rank() == 1
            ? List.of(array)
            : LongStream.range(0, lengths.length(1)).mapToObj(i -> array.at(1, i)).toList();
    assertThat(new WindowPlan(columns, costs(access), UNASKED, true).batchRows()).isEqualTo(rows);
    assertThat(new WindowPlan(columns, costs(access), OptionalInt.of(7), true).batchRows())
        .isEqualTo(7);
  }

  @Test
  void severalBuffersShareTheirMemory() {
    List<ArrayView> columns = columns("<f8", Order.F, 1_000_000, 8);
    assertThat(plan(columns, Access.READ).batchRows()).isEqualTo((1 << 20) / 8 / 8);
    assertThat(plan(columns, Access.MMAP).batchRows()).isEqualTo(32_768);
  }

  @ParameterizedTest
  @EnumSource
  void columnsShareTheBytesOfABatch(Order order) {
    List<ArrayView> columns = columns("<f8", order, 1_000_000, 400);
    assertThat(plan(columns, Access.MMAP).batchRows()).isEqualTo((16 << 20) / 8 / 400);
    assertThat(plan(columns.subList(0, 10), Access.MMAP).batchRows()).isEqualTo(32_768);
  }

  @ParameterizedTest
  @EnumSource
  void theUserChoosesTheBatch(Access access) {
    List<ArrayView> columns = columns("<f8", Order.C, 1_000_000, 3);
    for (int asked : new int[] {1, 7, 40_000, 1_000_000}) {
      assertThat(new WindowPlan(columns, costs(access), OptionalInt.of(asked)).batchRows())
          .isEqualTo(asked);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noBatchIsLongerThanAWindowMayBe(Access access) {
    ArrayView array = new ArraySpec(DTypes.parse("<f8"), Shape.of(1L << 40, 2), Order.C, 0).view();
    OptionalInt asked = OptionalInt.of(Integer.MAX_VALUE);
    int rows = new WindowPlan(List.of(array), costs(access), asked).batchRows();
    assertThat(rows * 16L).isBetween(WindowPlan.LONGEST_WINDOW - 16, WindowPlan.LONGEST_WINDOW);
  }

  /** The kernel reads unneeded bytes around each value that is touched in a mapping. */
  @ParameterizedTest
  @CsvSource({
    "5000, 100000, 0",
    "5000, -100000, 0",
    "5000, 60000, 1",
    "5000, -60000, 1",
    "1000, 100000, 1"
  })
  void manyValuesThatLieFarApartAreNotMapped(int rows, long stride, int windows)
      throws IOException {
    Path sparse = folder.resolve("sparse.dat");
    long bytes = rows * Math.abs(stride);
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(bytes);
      file.seek(stride < 0 ? bytes - 4 + 3 * stride : 3 * stride);
      file.writeInt(0x01020304);
    }
    ArrayView view =
        new ArraySpec(DTypes.parse(">i4"), Shape.of(rows), Order.C, 0)
            .view()
            .laidOut(stride < 0 ? bytes - 4 : 0, stride);
    IoCounters counters = new IoCounters();
    WindowPlan plan = new WindowPlan(List.of(view), costs(Access.MMAP), UNASKED);
    try (SourceFile file = LocalStorage.INSTANCE.open(FileStamp.of(sparse), bytes);
        Windows shown = plan.open(file, upTo(rows), counters)) {
      shown.show(0, Math.min(100, plan.batchRows()));
      assertThat(counters.windows()).isEqualTo(windows);
      int value = Platform.getInt(null, shown.address(0) + 3 * shown.placed(0).stride(0));
      assertThat(Integer.reverseBytes(value)).isEqualTo(0x01020304);
    }
  }

  /** The bytes that are mapped at a time do not grow with the number of columns. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 512})
  void mappedColumnsShareAWindow(int columns) throws IOException {
    long rows = 300L << 20;
    Path sparse = folder.resolve("sparse.dat");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(rows * columns);
    }
    IoCounters counters = new IoCounters();
    FileStamp stamp = FileStamp.of(sparse);
    WindowPlan plan = plan(columns("u1", Order.F, rows, columns), Access.MMAP);
    try (SourceFile file = LocalStorage.INSTANCE.open(stamp, rows * columns);
        Windows windows = plan.open(file, upTo(rows), counters)) {
      windows.show(0, plan.batchRows());
      assertThat(counters.windows()).isEqualTo(columns);
      assertThat(counters.bytesMapped())
          .isBetween(ReadCosts.MAPPED.mappedBytes() / 2, ReadCosts.MAPPED.mappedBytes());
      assertThat(plan.batchRows()).isEqualTo(32_768);
    }
  }

  /** Up to the bytes of a batch. */
  @ParameterizedTest(name = "{0} columns: {1} rows")
  @CsvSource({"4, 32768", "16, 8192", "256, 8192", "1000, 2097", "10000, 209"})
  void manyScatteredColumnsAreReadInGoodPieces(int columns, int rows) {
    assertThat(plan(columns("<f8", Order.F, 1_000_000, columns), Access.READ).batchRows())
        .isEqualTo(rows);
  }

  @Test
  void withoutColumnsThereAreNoWindows() throws IOException {
    WindowPlan plan = plan(List.of(), Access.MMAP);
    assertThat(plan.batchRows()).isEqualTo(32_768);
    try (Windows windows = plan.open(null, upTo(10), new IoCounters())) {
      windows.show(0, 10);
    }
  }

  @Test
  void mappedColumnsOfCRowsShareOneMapping() throws IOException {
    IoCounters counters = shown(columns("<i4", Order.C, 1_000, 5), Access.MMAP, 100);
    assertThat(counters.windows()).isOne();
    assertThat(counters.bytesMapped()).isEqualTo(1_000 * 5 * 4);
    assertThat(counters.bytesRead()).isZero();
  }

  @Test
  void mappedColumnsOfFOrderHaveAMappingEach() throws IOException {
    IoCounters counters = shown(columns("<i4", Order.F, 1_000, 5), Access.MMAP, 100);
    assertThat(counters.windows()).isEqualTo(5);
    assertThat(counters.bytesMapped()).isEqualTo(1_000 * 5 * 4);
  }

  @Test
  void aPrunedFOrderedColumnMapsItsOwnBytesOnly() throws IOException {
    List<ArrayView> one = columns("<i4", Order.F, 1_000, 5).subList(3, 4);
    assertThat(shown(one, Access.MMAP, 100).bytesMapped()).isEqualTo(4_000);
    assertThat(shown(one, Access.READ, 100).bytesRead()).isEqualTo(400);
  }

  @Test
  void aSmallGapIsReadAlongAndALargeOneIsNot() throws IOException {
    List<ArrayView> narrow = columns("<i4", Order.C, 9, 2_049);
    assertThat(shown(narrow.subList(0, 1), Access.READ, 9).bytesRead())
        .isEqualTo(8 * 2_049 * 4 + 4);
    List<ArrayView> wide = columns("<i4", Order.C, 9, 2_050);
    assertThat(shown(wide.subList(0, 1), Access.READ, 9).bytesRead()).isEqualTo(9 * 4);
  }

  @Test
  void aMappingTakesAnyGapAlong() throws IOException {
    List<ArrayView> wide = columns("<i4", Order.C, 3, 6_000);
    List<ArrayView> ends = List.of(wide.get(0), wide.get(5_999));
    assertThat(shown(ends, Access.MMAP, 3).windows()).isOne();
    assertThat(shown(ends, Access.READ, 3).bytesRead()).isEqualTo(3 * 2 * 4);
  }

  @Test
  void aBufferForFewBytesOfWideRowsHoldsManyRows() {
    List<ArrayView> wide = columns("<f8", Order.C, 1_000_000, 4_096);
    assertThat(plan(wide.subList(0, 1), Access.READ).batchRows()).isEqualTo(32_768);
    List<ArrayView> narrow = columns("<f8", Order.C, 1_000_000, 1_024);
    assertThat(plan(narrow.subList(0, 1), Access.READ).batchRows()).isEqualTo(128);
  }

  @Test
  void interleavedRowsAreGatheredInEitherAccess() throws IOException {
    ArrayView rows = new ArraySpec(DTypes.parse("<i4"), Shape.of(100, 7), Order.F, 0).view();
    for (Access access : Access.values()) {
      IoCounters counters = shown(List.of(rows), access, 10);
      assertThat(counters.bytesRead()).isEqualTo(10 * 7 * 4);
      assertThat(counters.bytesMapped()).isZero();
    }
  }

  @Test
  void upTo512MappingsAreMadeAndMoreColumnsAreRead() throws IOException {
    IoCounters most = shown(columns("u1", Order.F, 20, 512), Access.MMAP, 20);
    assertThat(most.windows()).isEqualTo(512);
    IoCounters more = shown(columns("u1", Order.F, 20, 513), Access.MMAP, 20);
    assertThat(more.windows()).isZero();
    assertThat(more.bytesRead()).isEqualTo(20 * 513);
  }

  @ParameterizedTest
  @EnumSource
  void anyColumnsOfAnyArraysAreShown(Access access) throws IOException {
    RandomArrays arrays = new RandomArrays(access == Access.MMAP ? 1 : 2);
    Random random = new Random(1);
    try (KnownFile file = new KnownFile(folder, 60_000)) {
      for (int n = 0; n < 150; n++) {
        ArraySpec spec = arrays.next(2 + arrays.below(2), 7);
        int rows = (int) spec.shape().length(0);
        if (rows == 0 || spec.shape().length(1) == 0) {
          continue;
        }
        List<ArrayView> columns = someColumns(spec.view(), random);
        int batchRows = 1 + random.nextInt(rows);
        WindowPlan plan = new WindowPlan(columns, costs(access), OptionalInt.of(batchRows));
        try (Windows windows = plan.open(file.source(), upTo(rows), new IoCounters())) {
          for (int first = 0; first < rows; first += batchRows) {
            assertShown(file, columns, windows, first, Math.min(batchRows, rows - first));
          }
        }
      }
      assertThat(file.mappings()).isZero();
    }
  }

  /** Some of the columns in any order, and sometimes the whole rows as well. */
  private static List<ArrayView> someColumns(ArrayView view, Random random) {
    List<ArrayView> columns = new ArrayList<>();
    for (int j = 0; j < view.shape().length(1); j++) {
      columns.add(view.at(1, j));
    }
    Collections.shuffle(columns, random);
    List<ArrayView> some = new ArrayList<>(columns.subList(0, 1 + random.nextInt(columns.size())));
    if (random.nextBoolean()) {
      some.add(random.nextInt(some.size() + 1), view);
    }
    return some;
  }

  private static void assertShown(
      KnownFile file, List<ArrayView> columns, Windows windows, int first, int rows)
      throws IOException {
    windows.show(first, rows);
    for (int i = 0; i < columns.size(); i++) {
      ArrayView fromItsAddress = windows.placed(i).movedTo(0);
      file.assertShown(columns.get(i), fromItsAddress, windows.address(i), first, rows);
    }
  }

  /** Shows the first {@code rows} rows of an array that begins with the file. */
  private IoCounters shown(List<ArrayView> columns, Access access, int rows) throws IOException {
    IoCounters counters = new IoCounters();
    long allRows = columns.get(0).shape().length(0);
    try (KnownFile file = new KnownFile(folder, 80_000);
        Windows windows = plan(columns, access).open(file.source(), upTo(allRows), counters)) {
      assertShown(file, columns, windows, 0, rows);
    }
    return counters;
  }

  private static WindowPlan plan(List<ArrayView> columns, Access access) {
    return new WindowPlan(columns, costs(access), UNASKED);
  }

  private static List<RowRange> upTo(long rows) {
    return List.of(new RowRange(0, rows));
  }

  private static List<ArrayView> columns(String dtype, Order order, long rows, int columns) {
    ArrayView array = new ArraySpec(DTypes.parse(dtype), Shape.of(rows, columns), order, 0).view();
    return IntStream.range(0, columns).mapToObj(j -> array.at(1, j)).toList();
  }

  private static ReadCosts costs(Access access) {
    return access == Access.MMAP ? ReadCosts.MAPPED : ReadCosts.COPIED;
  }
}
