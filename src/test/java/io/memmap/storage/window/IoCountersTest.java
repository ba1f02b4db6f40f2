package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IoCountersTest {
  private final IoCounters counters = new IoCounters();

  @Test
  void nothingIsCountedAtFirst() {
    assertThat(counters.bytesMapped()).isZero();
    assertThat(counters.windows()).isZero();
    assertThat(counters.requests()).isZero();
    assertThat(counters.bytesRead()).isZero();
    assertThat(counters.bytesWanted()).isZero();
    assertThat(counters.nanosWaiting()).isZero();
    assertThat(counters.rows()).isZero();
    assertThat(counters.nanosMapping()).isZero();
    assertThat(counters.nanosReading()).isZero();
    assertThat(counters.nanosOpening()).isZero();
  }

  @Test
  void mappingsAndReadsAddUpSeparatelyBeyond32Bits() {
    counters.mapped(3L << 30, 2);
    counters.mapped(3L << 30, 3);
    counters.read(3, 5L << 30, 10);
    counters.read(1, 1, 20);
    assertThat(counters.bytesMapped()).isEqualTo(6L << 30);
    assertThat(counters.windows()).isEqualTo(2);
    assertThat(counters.requests()).isEqualTo(4);
    assertThat(counters.bytesRead()).isEqualTo((5L << 30) + 1);
    assertThat(counters.nanosMapping()).isEqualTo(5);
    assertThat(counters.nanosReading()).isEqualTo(30);
  }

  @Test
  void wantedBytesAndTimesOfWaitingAddUp() {
    counters.wanted(5L << 30);
    counters.wanted(5L << 30);
    counters.waited(7);
    counters.waited(8);
    assertThat(counters.bytesWanted()).isEqualTo(10L << 30);
    assertThat(counters.nanosWaiting()).isEqualTo(15);
    assertThat(counters.bytesRead()).isZero();
  }

  @Test
  void rowsAndOpenedFilesAddUp() {
    counters.opened(7);
    counters.opened(8);
    counters.showed(3L << 30);
    counters.showed(3L << 30);
    assertThat(counters.nanosOpening()).isEqualTo(15);
    assertThat(counters.rows()).isEqualTo(6L << 30);
  }
}
