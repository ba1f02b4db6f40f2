package io.memmap.storage.hadoop.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartNumbersTest {

  private static List<Integer> all(PartNumbers numbers) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < PartNumbers.AT_EACH_END; i++) {
      all.add(numbers.start(i));
    }
    for (int partition = 0; partition < numbers.partitions(); partition++) {
      all.add(numbers.merged(partition));
      for (int i = 0; i < numbers.ofPartition(); i++) {
        all.add(numbers.own(partition, i));
      }
    }
    for (int i = 0; i < PartNumbers.AT_EACH_END; i++) {
      all.add(numbers.end(i));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 100, 3_000, PartNumbers.MOST_PARTITIONS})
  void areAscendingAndEachBelongsToOne(int partitions) {
    List<Integer> all = all(new PartNumbers(partitions));
    assertThat(all).isSorted().doesNotHaveDuplicates();
    assertThat(all.get(0)).isOne();
    assertThat(all.get(all.size() - 1)).isLessThanOrEqualTo(PartNumbers.LARGEST);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100, PartNumbers.MOST_PARTITIONS})
  void areTakenFromNoOtherPartition(int partitions) {
    PartNumbers numbers = new PartNumbers(partitions);
    assertThat(numbers.ofPartition()).isGreaterThanOrEqualTo(2);
    assertThatThrownBy(() -> numbers.own(0, numbers.ofPartition()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> numbers.merged(partitions))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, PartNumbers.MOST_PARTITIONS + 1})
  void haveALimit(int partitions) {
    assertThatThrownBy(() -> new PartNumbers(partitions))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
