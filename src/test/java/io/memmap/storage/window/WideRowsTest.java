package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.Slice;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.file.Access;
import io.memmap.storage.file.ReadCosts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of several GiB, as views without a file. */
class WideRowsTest {
  private static final long LONGEST = WindowPlan.LONGEST_WINDOW;

  @ParameterizedTest
  @CsvSource({"u1, '(9, 2147418111)'", "<f8, '(9, 268427263)'", "<f8, '(9,)'", "<f4, '(5, 6, 7)'"})
  void aRowThatFitsAWindowStaysWhole(String dtype, String shape) {
    ArrayView rows = view(dtype, shape, Order.C);
    assertThat(WideRows.fit(rows)).isTrue();
    assertThat(WideRows.parts(rows)).containsExactly(rows);
  }

  @Test
  void aByteMoreIsTooMuch() {
    assertThat(WideRows.fit(view("u1", "(9, 2147418112)", Order.C))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "u1,  '(9, 2147418112)', 2",
    "<f8, '(9, 2147483632)', 9",
    "<f8, '(2, 1000000, 1000)', 4",
    "<i2, '(2, 3, 5, 200000000)', 3"
  })
  void aWiderRowIsCutIntoPartsThatFit(String dtype, String shape, int count) {
    ArrayView rows = view(dtype, shape, Order.C);
    List<ArrayView> parts = WideRows.parts(rows);
    assertThat(parts).hasSize(count).allMatch(WideRows::fit);
    assertThat(parts).allMatch(part -> part.stride(0) == rows.stride(0));
    long next = rows.offset();
    for (ArrayView part : parts) {
      assertThat(part.offset()).isEqualTo(next);
      next = part.firstRow().end();
    }
    assertThat(next).isEqualTo(rows.firstRow().end());
  }

  @Test
  void allPartsButTheLastHaveEquallyManyIndices() {
    ArrayView rows = view("<f8", "(9, 1000000000)", Order.C);
    List<ArrayView> parts = WideRows.parts(rows);
    long perPart = WideRows.indicesPerPart(rows);
    for (ArrayView part : parts.subList(0, parts.size() - 1)) {
      assertThat(part.shape().length(1)).isEqualTo(perPart);
    }
    assertThat(parts.get(parts.size() - 1).shape().length(1)).isEqualTo(1_000_000_000L % perPart);
    assertThat((perPart + 1) * 8).isGreaterThan(LONGEST);
  }

  @Test
  void wherePartsAreWiderThanAWindowTheyAreCutAgain() {
    ArrayView rows = view("<f8", "(2, 3, 400000000)", Order.C);
    assertThat(WideRows.indicesPerPart(rows)).isZero();
    List<ArrayView> parts = WideRows.parts(rows);
    assertThat(parts).hasSize(3 * 2).allMatch(part -> part.rank() == 2);
    assertThat(parts.subList(0, 2)).isEqualTo(WideRows.parts(rows.at(1, 0)));
    assertThat(parts.subList(4, 6)).isEqualTo(WideRows.parts(rows.at(1, 2)));
  }

  @Test
  void interleavedRowsAreNotCut() {
    ArrayView rows = view("<f8", "(1000, 1000000)", Order.F);
    assertThat(WideRows.parts(rows)).containsExactly(rows);
  }

  @ParameterizedTest
  @EnumSource
  void rowsOfUpToTwoGibibytesAreNeverRefused(Order order) {
    for (Access access : Access.values()) {
      assertThat(WideRows.refusal(view("<f8", "(9, 268427263)", order), costs(access))).isEmpty();
      assertThat(WideRows.refusal(view("<f8", "(9,)", order), costs(access))).isEmpty();
    }
  }

  @Test
  void widerRowsAreMappedButNotRead() {
    ArrayView rows = view("<f8", "(9, 268435456)", Order.C);
    assertThat(WideRows.refusal(rows, costs(Access.MMAP))).isEmpty();
    assertThat(WideRows.refusal(rows, costs(Access.READ)))
        .contains("a row of 2147483648 bytes does not fit a buffer of 2 GiB; use access=mmap");
  }

  /** Nothing can be mapped there. */
  @Test
  void aPartOfWiderRowsOfRemoteFilesIsRead() {
    ReadCosts remote = new ReadCosts(0, 8 << 20, 64 << 20, 1 << 20, 2, 16);
    ArrayView rows = view("<f8", "(9, 268435456)", Order.C);
    assertThat(WideRows.refusal(rows, remote))
        .contains(
            "a row of 2147483648 bytes does not fit a buffer of 2 GiB; read a part of each row by"
                + " the option slice");
    assertThat(WideRows.refusal(rows.sliced(Slice.parse(":, 1:")), remote)).isNotEmpty();
    assertThat(WideRows.refusal(rows.sliced(Slice.parse(":, 10000:")), remote)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void widerInterleavedRowsAreRefused(Access access) {
    assertThat(WideRows.refusal(view("<f8", "(9, 268435456)", Order.F), costs(access)))
        .contains(
            "a row of 2147483648 bytes does not fit a buffer of 2 GiB; only layout=columns of a"
                + " 2-D shape can read it in order F");
  }

  @Test
  void rowsOfManyWindowsAreRefused() {
    assertThat(WideRows.refusal(view("<f8", "(2, 30, 2000000000)", Order.C), costs(Access.MMAP)))
        .isEmpty();
    assertThat(WideRows.refusal(view("<f8", "(2, 40, 2000000000)", Order.C), costs(Access.MMAP)))
        .contains(
            "a row of 640000000000 bytes needs too many windows of 2 GiB; give a shape in which"
                + " the first two axes are one");
  }

  private static ArrayView view(String dtype, String shape, Order order) {
    return new ArraySpec(DTypes.parse(dtype), Shape.parse(shape), order, 100).view();
  }

  private static ReadCosts costs(Access access) {
    return access == Access.MMAP ? ReadCosts.MAPPED : ReadCosts.COPIED;
  }
}
