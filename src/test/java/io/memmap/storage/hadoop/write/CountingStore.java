package io.memmap.storage.hadoop.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A store that joins parts as S3 does, without their bytes: it knows where in the file each run of
 * bytes belongs. Counts what is sent.
 */
final class CountingStore {
  /** A run of the file's bytes. */
  private record Run(long at, long length) {}

  private final PartNumbers numbers;
  private final Map<Integer, List<Run>> parts = new HashMap<>();
  private final Map<String, Long> places = new HashMap<>();
  private final Map<GivenBytes, Long> givenPlaces = new HashMap<>();

  long sent;
  long staged;

  CountingStore(PartNumbers numbers) {
    this.numbers = numbers;
  }

  /**
   * What a task does with a partition.
   *
   * @param at where the partition is in the file
   * @param number of the partition
   * @param isBehindLong whether the task knows that the partition before is long
   */
  SentPartition send(String name, long at, long bytes, int number, boolean isBehindLong) {
    places.put(name, at);
    List<PartRange> ranges = PartRange.ofPartition(bytes, numbers.ofPartition());
    List<SentPart> own = new ArrayList<>();
    for (int i = number == 0 ? 1 : 0; i < ranges.size(); i++) {
      PartRange range = ranges.get(i);
      int part = numbers.own(number, i);
      put(part, List.of(new Run(at + range.offset(), range.length())));
      own.add(new SentPart(part, range.length(), null));
    }
    long first = ranges.isEmpty() ? bytes : ranges.get(0).length();
    if (number == 0 && !own.isEmpty()) {
      return SentPartition.giving(number, bytes, given(at, first), own);
    }
    long head = own.isEmpty() || !isBehindLong ? first : 0;
    staged += head;
    return SentPartition.staging(number, bytes, head, own);
  }

  private GivenBytes given(long at, long length) {
    try {
      GivenBytes given = GivenBytes.of((bytes, position) -> {}, new PartRange(0, length));
      givenPlaces.put(given, at);
      return given;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the driver sends. */
  void send(MergedPart part, long length) {
    List<Run> runs = new ArrayList<>();
    long zeros = 0;
    for (Slice slice : part.slices()) {
      if (slice instanceof Slice.OfStart start) {
        runs.add(new Run(start.range().offset(), start.length()));
      } else if (slice instanceof Slice.Staged file) {
        runs.add(new Run(places.get(file.name()), file.length()));
      } else if (slice instanceof Slice.Given given) {
        runs.add(new Run(givenPlaces.get(given.bytes()), given.length()));
      } else {
        zeros += slice.length();
      }
    }
    assertThat(zeros).isLessThanOrEqualTo(length);
    if (zeros > 0) {
      runs.add(new Run(-1, zeros)); // the same wherever they are
    }
    put(part.number(), runs);
  }

  private void put(int number, List<Run> runs) {
    assertThat(parts).as("numbers of parts").doesNotContainKey(number);
    parts.put(number, runs);
    sent += runs.stream().mapToLong(Run::length).sum();
  }

  /**
   * Joins parts in the order of their numbers.
   *
   * @return the length of the file
   */
  long complete(PartMerge merge) {
    TreeMap<Integer, List<Run>> named = new TreeMap<>();
    merge.taken().forEach(part -> assertThat(named.put(part.number(), runs(part))).isNull());
    merge.merged().forEach(part -> assertThat(named.put(part.number(), runs(part))).isNull());
    long at = 0;
    for (Map.Entry<Integer, List<Run>> part : named.entrySet()) {
      long begin = at;
      for (Run run : part.getValue()) {
        assertThat(run.at()).isIn(at, -1L);
        at += run.length();
      }
      boolean isLast = part.getKey().equals(named.lastKey());
      assertThat(at - begin).isGreaterThanOrEqualTo(isLast ? 1 : PartRange.SHORTEST);
    }
    return at;
  }

  private List<Run> runs(SentPart part) {
    List<Run> runs = parts.get(part.number());
    assertThat(runs).hasSize(1);
    assertThat(runs.get(0).length()).isEqualTo(part.length());
    return runs;
  }

  private List<Run> runs(MergedPart part) {
    return parts.get(part.number());
  }
}
