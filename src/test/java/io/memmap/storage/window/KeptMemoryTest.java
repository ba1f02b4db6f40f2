package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import io.memmap.array.RowRange;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.file.KnownFile;
import io.memmap.storage.file.ReadCosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.unsafe.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptMemoryTest {
  @TempDir Path folder;
  private KnownFile file;
  private final KeptMemory memory = new KeptMemory("f.dat");

  @BeforeEach
  void makeFile() throws IOException {
    file = new KnownFile(folder, 50_000);
  }

  @AfterEach
  void closeFile() throws IOException {
    memory.close();
    file.close();
  }

  private static ArrayView array(Order order, long... lengths) {
    return new ArraySpec(DTypes.parse("<i4"), Shape.of(lengths), order, 0).view();
  }

  private static WindowPlan plan(ReadCosts costs, ArrayView... columns) {
    return new WindowPlan(List.of(columns), costs, OptionalInt.empty());
  }

  @Test
  void mappingsStayAfterTheirWindowUntilTheMemoryIsClosed() throws IOException {
    ArrayView view = array(Order.C, 1_000);
    ReadCosts small = new ReadCosts(400, 0, 0, 0, 0, 1);
    long first;
    try (Windows windows =
        plan(small, view)
            .open(file.source(), List.of(new RowRange(0, 1_000)), new IoCounters(), memory)) {
      windows.show(0, 100);
      first = windows.address(0);
      windows.show(100, 100);
      assertThat(windows.address(0)).isNotEqualTo(first);
    }
    assertThat(file.mappings()).isPositive();
    file.assertShown(view, view.movedTo(0), first, 0, 100);
    memory.close();
    assertThat(file.mappings()).isZero();
  }

  @Test
  void nothingIsMappedOnceItIsClosed() throws IOException {
    memory.close();
    WindowPlan plan = plan(ReadCosts.MAPPED, array(Order.C, 1_000));
    List<RowRange> rows = List.of(new RowRange(0, 1_000));
    try (Windows windows = plan.open(file.source(), rows, new IoCounters(), memory)) {
      assertThatThrownBy(() -> windows.show(0, 10)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(file.mappings()).isZero();
    assertThatThrownBy(() -> memory.ones(3)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> memory.multiples(2, 3)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void onesAreSharedAndGrow() throws IOException {
    long few = memory.ones(9);
    assertThat(memory.ones(16)).isEqualTo(few);
    assertThat(Platform.getShort(null, few)).isEqualTo((short) -1);
    long more = memory.ones(17);
    assertThat(more).isNotEqualTo(few);
    assertThat(Platform.getByte(null, more + 2)).isEqualTo((byte) -1);
    assertThat(Platform.getShort(null, few)).isEqualTo((short) -1);
  }

  @Test
  void multiplesAreSharedByStepAndGrow() throws IOException {
    long threes = memory.multiples(3, 5);
    assertThat(memory.multiples(3, 4)).isEqualTo(threes);
    assertThat(memory.multiples(2, 4)).isNotEqualTo(threes);
    long more = memory.multiples(3, 6);
    assertThat(more).isNotEqualTo(threes);
    for (int i = 0; i < 6; i++) {
      assertThat(Platform.getInt(null, more + 4L * i)).isEqualTo(3 * i);
    }
    assertThat(Platform.getInt(null, threes + 16)).isEqualTo(12);
  }

  @ParameterizedTest(name = "order {0}, {1} x {2}: {3} mappings of {4} bytes")
  @CsvSource({"C,1000,3,2,1080", "F,1000,3,2,1080", "C,1000,1,2,360"})
  void mappingsThatStayAreCounted(Order order, int rows, int columns, long count, long bytes) {
    ArrayView view = array(order, rows, columns);
    ArrayView[] each = new ArrayView[columns];
    for (int i = 0; i < columns; i++) {
      each[i] = view.at(1, i);
    }
    List<RowRange> ranges = List.of(new RowRange(0, 40), new RowRange(900, 950));
    long spans = order == Order.F ? columns : 1;
    assertThat(plan(ReadCosts.MAPPED, each).kept(ranges))
        .contains(new KeptMappings(count * spans, bytes));
  }

  @Test
  void copiesAreNotKept() {
    List<RowRange> rows = List.of(new RowRange(0, 1_000));
    assertThat(plan(ReadCosts.COPIED, array(Order.C, 1_000)).kept(rows)).isEmpty();
    assertThat(plan(ReadCosts.MAPPED, array(Order.F, 1_000, 3)).kept(rows)).isEmpty();
  }

  @Test
  void fewMappingsAreAsManyAsATaskMapsAtOnce() {
    KeptMappings most = new KeptMappings(WindowPlan.MOST_MAPPINGS, ReadCosts.MAPPED.mappedBytes());
    assertThat(most.areFew()).isTrue();
    assertThat(most.plus(new KeptMappings(1, 0)).areFew()).isFalse();
    assertThat(most.plus(new KeptMappings(0, 1)).areFew()).isFalse();
  }
}
