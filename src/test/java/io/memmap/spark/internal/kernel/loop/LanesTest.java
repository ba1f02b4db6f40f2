package io.memmap.spark.internal.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.memmap.array.HalfFloat;
import io.memmap.spark.internal.kernel.load.DoubleLoad;
import io.memmap.spark.internal.kernel.load.KernelClass;
import io.memmap.spark.internal.kernel.load.LongLoad;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.unsafe.Platform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The loops over vectors give the results of the plain loops, and of loops over single values. */
class LanesTest {
  private static final int BYTES = 40_000;
  private static final List<Integer> COUNTS = List.of(1, 63, 64, 127, 512, 700, 1024, 4099);

  private static long memory;

  @BeforeAll
  static void allocate() {
    assertThat(VectorModule.isThere()).as("tests have the module").isTrue();
    memory = Platform.allocateMemory(BYTES);
  }

  @AfterAll
  static void free() {
    Platform.freeMemory(memory);
  }

  static Stream<DoubleLoad> floats() {
    return EnumSet.allOf(DoubleLoad.class).stream().filter(load -> itemsize(load) <= Float.BYTES);
  }

  static Stream<LongLoad> integers() {
    return Stream.of(
        LongLoad.INT8,
        LongLoad.UINT8,
        LongLoad.INT16,
        LongLoad.SWAPPED_INT16,
        LongLoad.UINT16,
        LongLoad.SWAPPED_UINT16,
        LongLoad.INT32,
        LongLoad.SWAPPED_INT32,
        LongLoad.UINT32,
        LongLoad.SWAPPED_UINT32);
  }

  /** What the name of a load ends with. */
  private static int itemsize(Enum<?> load) {
    return Integer.parseInt(load.name().replaceFirst(".*[A-Z]", "")) / Byte.SIZE;
  }

  private static DoubleKernel plain(DoubleLoad load) {
    return KernelClass.of(DoubleLoops.class, DoubleKernel.class, load, itemsize(load));
  }

  private static LongKernel plain(LongLoad load) {
    return KernelClass.of(LongLoops.class, LongKernel.class, load, itemsize(load));
  }

  private static void fill(Random random, long mask) {
    for (int i = 0; i < BYTES; i += Long.BYTES) {
      Platform.putLong(null, memory + i, random.nextLong() & mask);
    }
  }

  private static void put(DoubleLoad load, int index, double value) {
    long address = memory + (long) index * itemsize(load);
    boolean swapped = load.name().startsWith("SWAPPED");
    if (itemsize(load) == Short.BYTES) {
      short bits = HalfFloat.toHalf(value);
      Platform.putShort(null, address, swapped ? Short.reverseBytes(bits) : bits);
    } else {
      int bits = Float.floatToRawIntBits((float) value);
      Platform.putInt(null, address, swapped ? Integer.reverseBytes(bits) : bits);
    }
  }

  private static double[] values(DoubleLoad load, int from, int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> load.at(memory + (long) (from + i) * itemsize(load)));
    return values;
  }

  @ParameterizedTest
  @MethodSource("floats")
  void finiteFloats(DoubleLoad load) {
    fill(new Random(1), 0xbfbf_bfbf_bfbf_bfbfL);
    for (int count : COUNTS) {
      assertSame(load, 1, count);
    }
  }

  /** Halves and floats of all kinds, with many NaN, infinities, subnormal numbers and zeros. */
  @ParameterizedTest
  @MethodSource("floats")
  void anyBits(DoubleLoad load) {
    Random random = new Random(2);
    for (int round = 0; round < 20; round++) {
      fill(random, -1);
      int first = random.nextInt(100);
      assertSame(load, first, 1 + random.nextInt(1000));
    }
  }

  @ParameterizedTest
  @MethodSource("floats")
  void specialFloats(DoubleLoad load) {
    List<Double> special = List.of(Double.NaN, -1 / 0.0, 1 / 0.0, -0.0, 0.0, 0x1p-24, -0x1p-24);
    for (double value : special) {
      for (int place : List.of(0, 77, 511, 512, 699)) {
        fill(new Random(3), 0x3f3f_3f3f_3f3f_3f3fL);
        put(load, place, value);
        assertSame(load, 0, 700);
      }
      for (int i = 0; i < 700; i++) {
        put(load, i, value);
      }
      assertSame(load, 0, 700);
    }
  }

  private static void assertSame(DoubleLoad load, int from, int count) {
    int itemsize = itemsize(load);
    long address = memory + (long) from * itemsize;
    DoubleKernel plain = plain(load);
    DoubleKernel vectors = ChosenDoubles.vectors(load, itemsize, plain);
    String what = load + " from " + from + ", " + count;
    double[] values = values(load, from, count);
    double sum = vectors.sum(address, itemsize, count);
    double expected = Arrays.stream(values).sum();
    if (Double.isNaN(expected) || Double.isInfinite(expected)) {
      assertThat(Double.valueOf(sum)).as(what).isEqualTo(Double.valueOf(expected));
    } else {
      double rounding = count * 0x1p-52 * Arrays.stream(values).map(Math::abs).sum();
      assertThat(sum).as(what).isCloseTo(expected, within(rounding));
    }
    assertBits(
        vectors.least(address, itemsize, count) + 0.0,
        plain.least(address, itemsize, count) + 0.0,
        what);
    assertBits(
        vectors.greatest(address, itemsize, count) + 0.0,
        plain.greatest(address, itemsize, count) + 0.0,
        what);
    for (DoubleKernel kernel : List.of(plain, vectors)) {
      assertOnePassIsTheSame(kernel, address, itemsize, count, what);
      assertOnePassIsTheSame(strided(load), address, 2L * itemsize, count / 2 + 1, what);
    }
  }

  private static DoubleKernel strided(DoubleLoad load) {
    return KernelClass.of(DoubleLoops.class, DoubleKernel.class, load, KernelClass.ANY_STRIDE);
  }

  /** Sum and extremes that are found together are those that are found one by one, bit for bit. */
  private static void assertOnePassIsTheSame(
      DoubleKernel kernel, long address, long stride, int count, String what) {
    SummarizedDoubles summary = new SummarizedDoubles();
    summary.begin(kernel, address, stride, count);
    double sum = kernel.sum(address, stride, count);
    assertThat(Double.doubleToLongBits(summary.sum(address, stride, count)))
        .as(what)
        .isEqualTo(Double.doubleToLongBits(sum));
    assertBits(
        summary.least(address, stride, count) + 0.0,
        kernel.least(address, stride, count) + 0.0,
        what);
    assertBits(
        summary.greatest(address, stride, count) + 0.0,
        kernel.greatest(address, stride, count) + 0.0,
        what);
  }

  /** Of NaN too. The sign of a zero is found later, by {@link DoubleKernel#first}. */
  private static void assertBits(double found, double expected, String what) {
    assertThat(Double.doubleToRawLongBits(found))
        .as("%s: %s and %s", what, found, expected)
        .isEqualTo(Double.doubleToRawLongBits(expected));
  }

  @ParameterizedTest
  @MethodSource("integers")
  void integers(LongLoad load) {
    int itemsize = itemsize(load);
    LongKernel plain = plain(load);
    LongKernel vectors = ChosenLongs.vectors(load, itemsize, plain);
    Random random = new Random(4);
    for (long mask : List.of(-1L, 0L, 0x7f7f_7f7f_7f7f_7f7fL, 0x8080_8080_8080_8080L)) {
      fill(random, mask);
      for (int count : COUNTS) {
        long address = memory + (long) random.nextInt(100) * itemsize;
        long[] values = new long[count];
        Arrays.setAll(values, i -> load.at(address + (long) i * itemsize));
        for (LongKernel kernel : List.of(plain, vectors)) {
          String what = load + ", " + count + ", " + kernel.getClass();
          assertThat(kernel.sum(address, itemsize, count))
              .as(what)
              .isEqualTo(Arrays.stream(values).sum());
          assertThat(kernel.least(address, itemsize, count))
              .as(what)
              .isEqualTo(Arrays.stream(values).min().orElseThrow());
          assertThat(kernel.greatest(address, itemsize, count))
              .as(what)
              .isEqualTo(Arrays.stream(values).max().orElseThrow());
          SummarizedLongs summary = new SummarizedLongs();
          summary.begin(kernel, address, itemsize, count);
          assertThat(
                  List.of(
                      summary.sum(address, itemsize, count),
                      summary.least(address, itemsize, count),
                      summary.greatest(address, itemsize, count)))
              .as(what)
              .isEqualTo(
                  List.of(
                      kernel.sum(address, itemsize, count),
                      kernel.least(address, itemsize, count),
                      kernel.greatest(address, itemsize, count)));
          long magnitude = kernel.magnitude(address, itemsize, count);
          assertThat(Arrays.stream(values).allMatch(v -> -magnitude - 1 <= v && v <= magnitude))
              .as(what)
              .isTrue();
        }
      }
    }
  }

  /** Sums of as many of the largest values as a field of a packed word holds, and more. */
  @ParameterizedTest
  @MethodSource("integers")
  void longRunsOfTheLargestValues(LongLoad load) {
    int itemsize = itemsize(load);
    int bytes = 3 << 20;
    long large = Platform.allocateMemory(bytes);
    try {
      for (byte value : new byte[] {-1, 0x7f, (byte) 0x80}) {
        Platform.setMemory(large, value, bytes);
        int count = bytes / itemsize - 1;
        long expected = load.at(large) * count;
        LongKernel plain = plain(load);
        assertThat(plain.sum(large, itemsize, count)).isEqualTo(expected);
        int some = 50_000;
        assertThat(ChosenLongs.vectors(load, itemsize, plain).sum(large, itemsize, some))
            .isEqualTo(load.at(large) * some);
      }
    } finally {
      Platform.freeMemory(large);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "SWAPPED_FLOAT64"})
  void onePassOverDoubles(DoubleLoad load) {
    Random random = new Random(5);
    for (long mask : List.of(-1L, 0xbfbf_bfbf_bfbf_bfbfL)) {
      fill(random, mask);
      for (int count : COUNTS) {
        for (long stride : List.of((long) Double.BYTES, 2L * Double.BYTES, -3L * Double.BYTES)) {
          int fitting = Math.min(count, 1_000);
          long address = stride < 0 ? memory + BYTES - Double.BYTES : memory;
          DoubleKernel kernel = DoubleKernel.of(load, Double.BYTES, stride);
          assertOnePassIsTheSame(kernel, address, stride, fitting, load + ", " + fitting);
        }
      }
    }
  }

  /** Loops are kept for later calls, which may ask for numbers of the same kind farther apart. */
  @Test
  void loopsOfOneKindAreKeptForEachDistance() {
    for (int i = 0; i < 8 * Long.BYTES; i++) {
      Platform.putByte(null, memory + i, (byte) (i % Long.BYTES == 0 ? 1 : 2));
    }
    assertThat(LongKernel.of(LongLoad.INT8, Long.BYTES, Long.BYTES).sum(memory, Long.BYTES, 8))
        .isEqualTo(8);
    assertThat(LongKernel.of(LongLoad.INT8, Byte.BYTES, Byte.BYTES).sum(memory, Byte.BYTES, 8))
        .isEqualTo(15);
    assertThat(LongKernel.of(LongLoad.INT8, Long.BYTES, Long.BYTES).sum(memory, Long.BYTES, 8))
        .isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"INT64", "SWAPPED_INT64", "SHIFTED_UINT64", "SWAPPED_SHIFTED_UINT64", "INT8"})
  void onePassOverIntegers(LongLoad load) {
    Random random = new Random(6);
    fill(random, -1);
    for (int count : COUNTS) {
      long stride = count % 2 == 0 ? itemsize(load) : 9;
      int fitting = Math.min(count, 4_000);
      LongKernel kernel = LongKernel.of(load, itemsize(load), stride);
      SummarizedLongs summary = new SummarizedLongs();
      summary.begin(kernel, memory, stride, fitting);
      assertThat(summary.sum(memory, stride, fitting))
          .isEqualTo(kernel.sum(memory, stride, fitting));
      assertThat(summary.least(memory, stride, fitting))
          .isEqualTo(kernel.least(memory, stride, fitting));
      assertThat(summary.greatest(memory, stride, fitting))
          .isEqualTo(kernel.greatest(memory, stride, fitting));
      assertThat(summary.magnitude(memory, stride, fitting))
          .isGreaterThanOrEqualTo(summary.greatest(memory, stride, fitting))
          .isGreaterThanOrEqualTo(-1 - summary.least(memory, stride, fitting));
    }
  }

  @ParameterizedTest
  @EnumSource(KernelMode.class)
  void theModeChooses(KernelMode mode) {
    KernelMode before = KernelMode.current();
    KernelMode.use(mode);
    try {
      DoubleKernel plain = plain(DoubleLoad.FLOAT32);
      DoubleKernel vectors = ChosenDoubles.vectors(DoubleLoad.FLOAT32, Float.BYTES, plain);
      FasterKernel<DoubleKernel> kernel =
          new FasterKernel<>(plain, () -> vectors, new Trial<>("", (k, at, n) -> 0, Float.BYTES));
      assertThat(kernel.of(1000)).isSameAs(mode == KernelMode.VECTOR ? vectors : plain);
    } finally {
      KernelMode.use(before);
    }
  }

  @Test
  void unknownModesAreAuto() {
    assertThat(KernelMode.parse("plain")).isEqualTo(KernelMode.PLAIN);
    assertThat(KernelMode.parse("scalar")).isEqualTo(KernelMode.AUTO);
  }

  @Test
  void newerJavaVersionsAreNotTested() {
    assertThat(VectorModule.obstacle(26))
        .hasValueSatisfying(text -> assertThat(text).contains("this is Java 26"));
  }
}
