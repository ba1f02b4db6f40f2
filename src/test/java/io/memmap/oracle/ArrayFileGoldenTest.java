package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.memmap.ArrayFile;
import io.memmap.MappedArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Opens every fixture that describes a file as an {@link ArrayFile}, and reads every element. */
class ArrayFileGoldenTest {
  private static final GoldenFixtures FIXTURES = GoldenFixtures.load();

  // The exact numbers make a fixture that is lost or skipped fail the test.
  private static final int READS = 149 + 396 + 103 + 11;

  /** NumPy refuses lengths of -1, which are inferred here as for Spark. */
  private static final List<String> INFERRED =
      List.of("shape/minus-1-is-not-inferred", "shape/minus-1-with-another-axis");

  private final Tally tally = new Tally();

  @Test
  void everyElementIsNumPys() {
    Verdicts verdicts = new Verdicts();
    for (GoldenRead read : reads()) {
      verdicts.judge(read, () -> check(read));
    }
    System.out.printf("Golden fixtures by ArrayFile:%n%s%n", tally);
    assertThat(verdicts.ran()).isEqualTo(READS);
    verdicts.assertNoneFailed("ArrayFile");
    assertThat(tally.counts().get("the same elements")).isGreaterThan(550);
  }

  private static List<GoldenRead> reads() {
    List<GoldenRead> reads = new ArrayList<>();
    for (String kind : List.of("raw", "npy", "npz")) {
      FIXTURES
          .ofKind(kind)
          .forEach(golden -> reads.add(GoldenRead.of(golden, FIXTURES.file(golden))));
    }
    FIXTURES
        .ofKind("raw-group")
        .forEach(group -> reads.addAll(GoldenRead.ofGroup(group, FIXTURES.file(group))));
    return reads;
  }

  private void check(GoldenRead read) throws IOException {
    boolean compressed = !read.expect().path("mappable").asBoolean(true);
    if (INFERRED.contains(read.name())) {
      try (ArrayFile array = open(read)) {
        assertThat(array.size()).isEqualTo(6);
      }
      tally.add("inferred, an error in NumPy");
    } else if (read.isError() || compressed || GoldenScope.unsupported(read).isPresent()) {
      checkRefused(read);
    } else if (read.mayBeRefused() && catchThrowable(() -> open(read).close()) != null) {
      tally.add("refused, optional");
    } else {
      try (ArrayFile array = open(read)) {
        assertThat(array.shape()).isEqualTo(longs(read.expect().path("shape")));
        checkElements(array, read);
      }
      tally.add("the same elements");
    }
  }

  private void checkRefused(GoldenRead read) throws IOException {
    Throwable refused = catchThrowable(() -> open(read).close());
    if (refused == null) {
      assertThat(read.mayBeRefused()).as("an error in NumPy").isTrue();
      tally.add("read, an error in NumPy");
      return;
    }
    assertThat(refused).isInstanceOfAny(IOException.class, IllegalArgumentException.class);
    if (read.isError()) {
      GoldenErrors.assertNamesTheCause(read, refused.getMessage());
    }
    tally.add("refused by both");
  }

  private static ArrayFile open(GoldenRead read) throws IOException {
    JsonNode options = read.options();
    if (options.has("member")) {
      return ArrayFile.openMember(read.file(), options.path("member").textValue());
    }
    if (read.file().toString().endsWith(".npy")) {
      return ArrayFile.open(read.file());
    }
    JsonNode shape = options.path("shape");
    long[] lengths =
        shape.isMissingNode()
            ? new long[] {-1}
            : shape.isArray() ? longs(shape) : new long[] {shape.longValue()};
    String mode = options.path("mode").asText("r");
    return ArrayFile.open(
        read.file(),
        read.dtype(),
        lengths,
        options.path("offset").longValue(),
        options.path("order").asText("C"),
        List.of("c", "copyonwrite", "r+", "readwrite").contains(mode) ? "r" : mode);
  }

  private static void checkElements(MappedArray array, GoldenRead read) {
    JsonNode type = read.expect().path("element");
    JsonNode values = read.expect().path("values");
    Optional<NumpyKind> number = GoldenScope.kind(type);
    if (number.isPresent()) {
      byte[] found = canonical(array, number.get());
      if (values.isMissingNode()) {
        GoldenChecks.assertHold(found, number.get(), read.expect());
      } else {
        assertThat(found).isEqualTo(GoldenValues.encode(values, number.get()));
      }
      return;
    }
    List<JsonNode> expected = new ArrayList<>();
    GoldenElement.flatten(values, array.shape().length, expected);
    assertThat(array.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      checkElement(array, index(i, array.shape()), expected.get(i), type);
    }
  }

  private static void checkElement(MappedArray array, long[] at, JsonNode value, JsonNode type) {
    switch (type.path("kind").textValue()) {
      case "complex" -> {
        NumpyKind part = type.path("size").intValue() == 8 ? NumpyKind.FLOAT32 : NumpyKind.FLOAT64;
        assertThat(number(array.real(), at, part))
            .isEqualTo(GoldenValues.encode(value.path("re"), part));
        assertThat(number(array.imag(), at, part))
            .isEqualTo(GoldenValues.encode(value.path("im"), part));
      }
      case "bytes", "void" ->
          assertThat(HexFormat.of().formatHex(array.bytesAt(at))).isEqualTo(value.textValue());
      case "str" -> {
        if (value.isTextual()) {
          assertThat(array.stringAt(at)).isEqualTo(value.textValue());
        } else {
          assertThatThrownBy(() -> array.stringAt(at))
              .isInstanceOf(UncheckedIOException.class)
              .hasMessageContaining("which is not a Unicode character");
        }
      }
      case "datetime", "timedelta" ->
          assertThat(array.longAt(at))
              .isEqualTo(value.isNull() ? Long.MIN_VALUE : Long.parseLong(value.textValue()));
      case "struct" -> {
        for (JsonNode field : type.path("fields")) {
          String name = field.path("name").textValue();
          checkElement(array.field(name), at, value.path(name), field.path("type"));
        }
      }
      case "array" -> {
        List<JsonNode> items = new ArrayList<>();
        GoldenElement.flatten(value, type.path("shape").size(), items);
        long[] inner =
            GoldenRead.integers(type.path("shape")).stream()
                .mapToLong(Integer::longValue)
                .toArray();
        for (int i = 0; i < items.size(); i++) {
          checkElement(array, joined(at, index(i, inner)), items.get(i), type.path("base"));
        }
      }
      default -> {
        NumpyKind kind = GoldenScope.kind(type).orElseThrow();
        assertThat(number(array, at, kind)).isEqualTo(GoldenValues.encode(value, kind));
      }
    }
  }

  private static long[] longs(JsonNode numbers) {
    long[] longs = new long[numbers.size()];
    Arrays.setAll(longs, i -> numbers.path(i).longValue());
    return longs;
  }

  private static long[] joined(long[] outer, long[] inner) {
    long[] all = Arrays.copyOf(outer, outer.length + inner.length);
    System.arraycopy(inner, 0, all, outer.length, inner.length);
    return all;
  }

  /** The index of an element, counted in C order. */
  private static long[] index(long number, long[] shape) {
    long[] index = new long[shape.length];
    long left = number;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = left % shape[axis];
      left /= shape[axis];
    }
    return index;
  }

  private static byte[] canonical(MappedArray array, NumpyKind kind) {
    long[] shape = array.shape();
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(array.size() * kind.canonicalWidth()));
    for (long i = 0; i < array.size(); i++) {
      all.put(number(array, index(i, shape), kind));
    }
    return all.array();
  }

  private static byte[] number(MappedArray array, long[] at, NumpyKind kind) {
    ByteBuffer out = ByteBuffer.allocate(kind.canonicalWidth()).order(ByteOrder.LITTLE_ENDIAN);
    switch (kind) {
      case BOOL -> out.put((byte) (array.booleanAt(at) ? 1 : 0));
      case INT8, UINT8 -> out.put((byte) array.intAt(at));
      case INT16, UINT16 -> out.putShort((short) array.intAt(at));
      case INT32 -> out.putInt(array.intAt(at));
      case UINT32 -> out.putInt((int) array.longAt(at));
      case INT64, UINT64 -> out.putLong(array.longAt(at));
      case FLOAT16, FLOAT32 -> out.putInt(Float.floatToRawIntBits(array.floatAt(at)));
      case FLOAT64 -> out.putLong(Double.doubleToRawLongBits(array.doubleAt(at)));
      default -> throw new IllegalArgumentException(kind + " is no number");
    }
    return out.array();
  }
}
