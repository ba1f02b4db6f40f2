package io.memmap.spark.internal.stream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.publish.CommittedEpochs;
import io.memmap.testing.MemoryFolder;
import io.memmap.testing.TroubleAt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random epochs of two streams into one array, some without rows, disturbed at random calls to the
 * file system and repeated, with appends of batch jobs in between: the array is the one without
 * faults, byte for byte.
 */
class RandomEpochsTest {
  private static final int ROUNDS = Integer.getInteger("random.epochs.rounds", 40);
  private static final int STEPS = 14;
  private static final int MOST_ROWS = 5;

  /** Somewhat more than an epoch makes. */
  private static final int MOST_CALLS = 130;

  @TempDir(factory = MemoryFolder.class)
  Path made;

  /** One array, what it should hold, and the next epoch of each stream. */
  private static final class Round {
    private final Random random;
    private final Path file;
    private final List<Long> expected = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final long[] epochs = new long[2];
    private long next;

    Round(Random random, Path file) {
      this.random = random;
      this.file = file;
    }

    private EpochDriver stream(int number) {
      return new EpochDriver(file, "stream-" + number, false);
    }

    private long[] values() {
      int count = random.nextInt(MOST_ROWS + 1);
      next += count;
      return LongStream.range(next - count, next).toArray();
    }

    private void add(long... values) {
      LongStream.of(values).forEach(expected::add);
    }

    void step() throws IOException {
      if (random.nextInt(4) == 0) {
        batch();
      } else {
        epoch(random.nextInt(2));
      }
    }

    private void batch() throws IOException {
      if (Files.exists(file)) {
        long[] values = values();
        story.add("batch of " + values.length);
        stream(0).appendByBatch(values);
        add(values);
      }
    }

    private void epoch(int number) throws IOException {
      long epoch = epochs[number]++;
      long[] values = values();
      int attempts = random.nextInt(3);
      boolean added = false;
      for (int attempt = 0; attempt < attempts; attempt++) {
        TroubleAt trouble = trouble();
        Optional<String> said = stream(number).run(trouble, epoch, values);
        Thread.interrupted();
        story.add("epoch " + epoch + " of " + number + ": " + trouble + ", says " + said);
        if (random.nextInt(3) == 0 && Files.exists(file)) {
          stream(1 - number).appendByBatch(); // finishes what was cut off
          added |= addIfNoted(number, epoch, added, values);
          batch();
        }
      }
      assertThat(stream(number).run(TroubleAt.NONE, epoch, values)).as(toString()).isEmpty();
      story.add("epoch " + epoch + " of " + number + " with " + values.length);
      if (!added) {
        add(values);
      }
      if (random.nextInt(4) == 0) {
        assertThat(stream(number).run(TroubleAt.NONE, epoch, values)).as(toString()).isEmpty();
        story.add("and once more");
      }
    }

    private boolean addIfNoted(int number, long epoch, boolean added, long... values)
        throws IOException {
      boolean noted =
          CommittedEpochs.of(file)
              .last("stream-" + number)
              .filter(last -> last.epoch() == epoch)
              .isPresent();
      if (noted && !added) {
        add(values);
      }
      return noted;
    }

    private TroubleAt trouble() {
      TroubleAt.Kind[] kinds = TroubleAt.Kind.values();
      return new TroubleAt(random.nextInt(MOST_CALLS), kinds[random.nextInt(kinds.length)]);
    }

    void check() throws IOException {
      long[] values = expected.stream().mapToLong(value -> value).toArray();
      if (values.length == 0) {
        return; // there may be no file
      }
      assertThat(Files.readAllBytes(file)).as(toString()).isEqualTo(stream(0).bytes(values));
    }

    @Override
    public String toString() {
      return String.join("\n", story);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.dat", "a.npy"})
  void theArrayIsTheOneWithoutFaults(String name) throws IOException {
    long seed = Long.getLong("random.epochs.seed", new Random().nextLong());
    System.out.println("random.epochs.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Path folder = Files.createDirectory(made.resolve("" + i)).toRealPath();
      Round round = new Round(random, folder.resolve(name));
      for (int step = 0; step < STEPS; step++) {
        round.step();
        round.check();
      }
    }
  }
}
