package io.memmap.storage.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordBlockTest {

  /** Indices close to one another, and so far apart that their distance is not a long. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 10",
    "3, 0, 1000",
    "8, -500, 500",
    "13, 0, 549755813888",
    "4, 0, 1099511627776",
    "8, -9223372036854775808, 9223372036854775807",
    "4, 0, 9223372036854775807",
    "0, 0, 100"
  })
  void sortsRecordsWithTheirIndicesAndKeepsEqualOnesInOrder(int recordBytes, long least, long end) {
    Random random = new Random(recordBytes + end);
    for (int count : new int[] {1, 2, 7, 300}) {
      long[] indices = random.longs(count, least, end).toArray();
      for (int i = 1; i < count; i += 3) {
        indices[i] = indices[random.nextInt(i)];
      }
      RecordBlock block = RecordBlock.growing(1 << 20, recordBytes);
      for (int i = 0; i < count; i++) {
        block.setIndex(i, indices[i]);
        encode(block, i, recordBytes);
        block.growBeyond(i + 1);
      }
      block.sort(count);
      List<Integer> expected =
          IntStream.range(0, count)
              .boxed()
              .sorted(Comparator.comparingLong(i -> indices[i]))
              .toList();
      for (int place = 0; place < count; place++) {
        assertThat(block.index(place)).isEqualTo(indices[expected.get(place)]);
        assertThat(record(block.arranged(place, 1, new byte[recordBytes]), recordBytes))
            .isEqualTo(encoded(expected.get(place), recordBytes));
      }
    }
  }

  private static void encode(RecordBlock block, int record, int recordBytes) {
    System.arraycopy(
        encoded(record, recordBytes), 0, block.bytes(), record * recordBytes, recordBytes);
  }

  /** The lowest bytes of the number, as many as a record holds. */
  private static byte[] encoded(int record, int recordBytes) {
    byte[] bytes = new byte[recordBytes];
    byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(Integer.reverseBytes(record)).array();
    System.arraycopy(number, 0, bytes, 0, Math.min(recordBytes, number.length));
    return bytes;
  }

  private static byte[] record(ByteBuffer records, int recordBytes) {
    byte[] record = new byte[recordBytes];
    records.get(record);
    return record;
  }
}
