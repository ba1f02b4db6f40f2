package io.memmap.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IoCountersTest {
  private final IoCounters counters = new IoCounters();

  @Test
  void nothingIsCountedAtFirst() {
    assertThat(counters.bytesMapped()).isZero();
    assertThat(counters.windows()).isZero();
    assertThat(counters.bytesRead()).isZero();
  }

  @Test
  void mappingsAndReadsAddUpSeparatelyBeyond32Bits() {
    counters.mapped(3L << 30);
    counters.mapped(3L << 30);
    counters.read(5L << 30);
    counters.read(1);
    assertThat(counters.bytesMapped()).isEqualTo(6L << 30);
    assertThat(counters.windows()).isEqualTo(2);
    assertThat(counters.bytesRead()).isEqualTo((5L << 30) + 1);
  }
}
