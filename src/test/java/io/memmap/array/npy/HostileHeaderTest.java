package io.memmap.array.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.memmap.array.InvalidArrayException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers made to exhaust memory: each gives an error at little cost. */
class HostileHeaderTest {
  private static final long MOST_BYTES = 4 << 20;

  private static long most;

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("lists in lists", dtype("[".repeat(9_000))),
        Arguments.of("tuples in tuples", dtype("(".repeat(9_000))),
        Arguments.of("dicts in dicts", dtype("{'a':".repeat(1_900))),
        Arguments.of("closed lists in lists", dtype("[".repeat(4_500) + "]".repeat(4_500))),
        Arguments.of("minus signs", dtype("-".repeat(9_000) + "1")),
        Arguments.of("a number of many digits", dtype("9".repeat(9_000))),
        Arguments.of("an exponent", dtype("1e999999999")),
        Arguments.of("structs in structs", dtype(structs(600))),
        Arguments.of("sub-arrays in sub-arrays", dtype(subArrays(300))),
        Arguments.of("a repeat count", dtype("'2147483647i4'")),
        Arguments.of("repeat counts that multiply", dtype("'(65536,65536,65536)f8'")),
        Arguments.of("a longer string dtype than there is", dtype("'S2147483648'")),
        Arguments.of("many fields", dtype(fields(400))),
        Arguments.of("escapes", dtype("'" + "\\U0010ffff".repeat(900) + "'")),
        Arguments.of("strings side by side", dtype("''".repeat(4_000))),
        Arguments.of("many axes", shape("1,".repeat(4_000))),
        Arguments.of("a length of many digits", shape("9".repeat(9_000) + ",")),
        Arguments.of("lengths that multiply", shape("9223372036854775807,".repeat(400))),
        Arguments.of("a header length of 4 GiB", length(0xffff_ffffL)),
        Arguments.of("a header length of 16 MiB", length(16 << 20)));
  }

  private static String structs(int depth) {
    return "[('a',".repeat(depth) + "'i4'" + ")]".repeat(depth);
  }

  private static String subArrays(int depth) {
    return "(".repeat(depth) + "'i4'" + ",(9,))".repeat(depth);
  }

  private static String fields(int count) {
    return "[" + "('a','|i1'),".repeat(count) + "]";
  }

  private static byte[] dtype(String text) {
    return header("{'descr': " + text + ", 'fortran_order': False, 'shape': (1,)}");
  }

  private static byte[] shape(String text) {
    return header("{'descr': '<i4', 'fortran_order': False, 'shape': (" + text + ")}");
  }

  private static byte[] header(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return start(bytes.length).put(bytes).array();
  }

  /** A header without text that claims to have so many bytes. */
  private static byte[] length(long bytes) {
    return start(0).putInt(8, (int) bytes).array();
  }

  private static ByteBuffer start(int length) {
    return ByteBuffer.allocate(12 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(NpyHeader.magic())
        .put((byte) 2)
        .put((byte) 0)
        .putInt(length);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void aHostileHeaderIsAnErrorThatCostsLittle(String name, byte[] header) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Throwable error = refusal(header);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(error).isInstanceOf(InvalidArrayException.class);
    assertThat(error.getMessage()).hasSizeBetween(20, 1_000);
    assertThat(allocated).as("bytes allocated").isLessThan(MOST_BYTES);
    most = Math.max(most, allocated);
  }

  /** Loads the classes before memory is measured. */
  @BeforeAll
  static void warmUp() {
    assertThat(headers())
        .allSatisfy(header -> assertThat(refusal((byte[]) header.get()[1])).isNotNull());
  }

  private static Throwable refusal(byte[] header) {
    return catchThrowable(() -> HeaderBytes.parse(header, 8L << 30).spec().bytes());
  }

  @AfterAll
  static void report() {
    System.out.printf("the costliest of the hostile headers took %,d bytes of heap%n", most);
  }
}
