package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.memmap.array.ArraySpec;
import io.memmap.array.ByteRange;
import io.memmap.array.ByteSource;
import io.memmap.array.DType;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.array.npy.NpzArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Reads the fixtures' {@code .npy} headers and {@code .npz} archives. */
class GoldenHeaderTest {
  private static final GoldenFixtures FIXTURES = GoldenFixtures.load();
  private static final int NPY_CASES = 103;
  private static final int NPZ_CASES = 11;

  /** Part of the message for each of the fixtures' kinds of error. */
  private static final Map<String, String> MESSAGES =
      Map.ofEntries(
          Map.entry("file_too_small", " needs "),
          Map.entry("bad_shape", "shape"),
          Map.entry("too_big", "too big"),
          Map.entry("bad_dtype", "dtype"),
          Map.entry("object_dtype", "Python objects are pickled"),
          Map.entry("not_npy", "a .npy header, which begins with \\x93NUMPY: found "),
          Map.entry("empty_file", "found an empty file"),
          Map.entry("bad_version", ".npy version "),
          Map.entry("truncated_header", "up to the end of the file; it was cut off"),
          Map.entry("header_too_large", "NumPy reads at most 10000 characters"),
          Map.entry("bad_header", "a .npy header, a dict of descr, fortran_order and shape: "),
          Map.entry("no_such_member", "; give one of them as member"),
          Map.entry("bad_zip", "a .npz archive: "));

  private static final Tally RAN = new Tally();

  @AfterAll
  static void summary() {
    System.out.printf(
        "Golden headers (NumPy %s), cases that ran: %,d%n%s%n", FIXTURES.numpy(), RAN.total(), RAN);
  }

  @Test
  void npyHeadersAreReadAsByNumPy() {
    Verdicts verdicts = new Verdicts();
    for (JsonNode golden : FIXTURES.ofKind("npy")) {
      verdicts.judge(
          golden.path("name").textValue(),
          () -> {
            ByteSource source = ByteSource.of(Files.readAllBytes(FIXTURES.file(golden)));
            if (golden.has("error")) {
              assertRefused(golden, () -> NpyHeader.read(source).spec().fit(source.size()));
              return;
            }
            NpyHeader header = NpyHeader.read(source);
            JsonNode expect = golden.path("expect");
            assertThat(header.version()).isEqualTo(expect.path("version").path(0).intValue());
            assertHeader(header, 0, expect);
            assertThat(header.spec().end()).isLessThanOrEqualTo(source.size());
          });
    }
    assertThat(verdicts.ran()).isEqualTo(NPY_CASES);
    verdicts.assertNoneFailed("npy");
  }

  @Test
  void npzMembersAreFoundAsByNumPy() {
    Verdicts verdicts = new Verdicts();
    for (JsonNode golden : FIXTURES.ofKind("npz")) {
      String member = golden.path("member").textValue();
      verdicts.judge(
          golden.path("name").textValue(),
          () -> {
            ByteSource source = ByteSource.of(Files.readAllBytes(FIXTURES.file(golden)));
            JsonNode expect = golden.path("expect");
            if (golden.has("error")) {
              assertRefused(golden, () -> inner(source, member));
            } else if (!expect.path("mappable").booleanValue()) {
              RAN.add("npz, compressed");
              assertThatThrownBy(() -> inner(source, member))
                  .isInstanceOf(InvalidArrayException.class)
                  .hasMessageContaining("save it with np.savez instead of np.savez_compressed");
            } else {
              for (String name : List.of(member, member + ".npy")) {
                ByteRange range = NpzArchive.open(source).member(name);
                assertHeader(NpyHeader.read(source.part(range)), range.start(), expect);
              }
            }
          });
    }
    assertThat(verdicts.ran()).isEqualTo(NPZ_CASES);
    verdicts.assertNoneFailed("npz");
  }

  private static NpyHeader inner(ByteSource source, String member) throws IOException {
    return NpyHeader.read(source.part(NpzArchive.open(source).member(member)));
  }

  @Test
  void writtenHeadersHaveNumPysBytes() {
    Verdicts verdicts = new Verdicts();
    for (JsonNode golden : FIXTURES.ofKind("npy_write")) {
      JsonNode options = golden.path("options");
      if (golden.has("error") || options.has("version")) {
        // The writer has no object dtype, and chooses the version as np.save does.
        continue;
      }
      verdicts.judge(golden.path("name").textValue(), () -> assertWritten(golden, options));
    }
    assertThat(verdicts.ran()).isEqualTo(4);
    verdicts.assertNoneFailed("npy_write");
  }

  private static void assertWritten(JsonNode golden, JsonNode options) {
    byte[] file = HexFormat.of().parseHex(golden.path("file_after").path("hex").textValue());
    DType dtype = DTypes.parse(options.path("dtype").textValue());
    Order order = options.path("fortran_order").asBoolean() ? Order.F : Order.C;
    RAN.add("npy_write, the same");
    assertThat(NpyHeader.encode(dtype, shape(options.path("shape")), order))
        .isEqualTo(Arrays.copyOf(file, golden.path("data_offset").intValue()));
  }

  private static void assertHeader(NpyHeader header, long start, JsonNode expect) {
    RAN.add("the same");
    ArraySpec spec = header.spec();
    assertThat(start + header.dataOffset()).isEqualTo(expect.path("data_offset").longValue());
    assertThat(header.order() == Order.F).isEqualTo(expect.path("fortran_order").booleanValue());
    assertThat(spec.shape()).isEqualTo(shape(expect.path("shape")));
    assertThat(ParsedDType.of(spec.dtype())).isEqualTo(GoldenTypes.of(expect.path("element")));
  }

  private static void assertRefused(
      JsonNode golden, org.assertj.core.api.ThrowableAssert.ThrowingCallable read) {
    JsonNode error = golden.path("error");
    String kind = error.path("kind").textValue();
    RAN.add(golden.path("kind").textValue() + ", " + kind);
    String said =
        golden.path("name").asText().equals("npz/empty-archive") ? "" : MESSAGES.get(kind);
    assertThatThrownBy(read).isInstanceOf(InvalidArrayException.class).hasMessageContaining(said);
  }

  private static Shape shape(JsonNode lengths) {
    long[] all = new long[lengths.size()];
    for (int axis = 0; axis < all.length; axis++) {
      all[axis] = lengths.path(axis).longValue();
    }
    return Shape.of(all);
  }
}
