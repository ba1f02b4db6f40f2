package io.memmap.storage.hadoop.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartBodyTest {
  private static final int BYTES = 3 << 20;

  @TempDir Path folder;

  private static byte[] random() {
    byte[] bytes = new byte[BYTES];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @Test
  void readsARangeOfALocalFileAgainFromTheMark() throws IOException {
    byte[] bytes = random();
    try (LocalBytes local = LocalBytes.in(folder)) {
      local.append(ByteBuffer.wrap(bytes, 0, 1_000));
      local.append(ByteBuffer.allocateDirect(BYTES).put(bytes, 1_000, BYTES - 1_000).flip());
      assertThat(local.length()).isEqualTo(BYTES);
      PartBody body = new PartBody(local, new PartRange(100, BYTES - 300));
      byte[] expected = Arrays.copyOfRange(bytes, 100, BYTES - 200);
      assertThat(body.available()).isEqualTo(expected.length);
      assertThat(body.readAllBytes()).isEqualTo(expected);
      assertThat(body.read()).isEqualTo(-1);
      body.reset(); // to the beginning, as long as no mark is set
      assertThat(body.read()).isEqualTo(expected[0] & 0xFF);
      assertThat(body.skip(999)).isEqualTo(999);
      body.mark(1);
      body.readAllBytes();
      body.reset(); // however far the mark is
      assertThat(body.readAllBytes())
          .isEqualTo(Arrays.copyOfRange(expected, 1_000, expected.length));
      assertThat(body.skip(5)).isZero();
    }
  }

  @Test
  void leavesNoLocalFileEvenWhileItIsOpen() throws IOException {
    try (LocalBytes local = LocalBytes.in(folder)) {
      local.append(ByteBuffer.allocate(10));
      try (Stream<Path> found = Files.list(folder)) {
        assertThat(found).isEmpty();
      }
    }
  }

  @Test
  void zerosFollowTheBytesOfAStart() throws IOException {
    PartBytes start = PartBytes.zerosAfter(new byte[] {1, 2, 3});
    assertThat(new PartBody(start, new PartRange(1, 4)).readAllBytes()).containsExactly(2, 3, 0, 0);
    assertThat(new PartBody(start, new PartRange(1L << 40, 2)).readAllBytes())
        .containsExactly(0, 0);
  }
}
