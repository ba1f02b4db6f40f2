package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Kills the driver of a stream again and again, between the steps of a commit that the file system
 * shows, and starts it again from its checkpoint. In the end the array is the one without kills,
 * byte for byte.
 */
final class KilledStreamIT {
  private static final int ROWS = 2_000;
  private static final int BATCHES_PER_KILL = 12;
  private static final int MOST_DELAY_MILLIS = 3;

  private static final Pattern STAGING =
      Pattern.compile("\\.a\\.npy\\.memmap-[0-9a-f]{8}-[0-9a-f-]{27}");
  private static final Pattern UPDATE = Pattern.compile("\\.a\\.npy\\.memmap-update");

  /** The state in which the driver is killed, in the order of the commit. */
  private enum Step {
    ROWS_ARE_STAGED((array, before) -> array.hasBeside(STAGING, "owner")),
    THE_LOCK_IS_TAKEN((array, before) -> array.hasBeside(UPDATE, "owner")),
    THE_JOURNAL_IS_WRITTEN((array, before) -> array.hasBeside(UPDATE, "journal")),
    ROWS_ARE_WRITTEN((array, before) -> array.bytes() > before.bytes()),
    THE_EPOCH_IS_NOTED(
        (array, before) ->
            array.epoch() > before.epoch() && !array.isCommitted(before.epoch() + 1));

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final BiPredicate<StreamedArray, Before> isSeen;

    Step(BiPredicate<StreamedArray, Before> isSeen) {
      this.isSeen = isSeen;
    }
  }

  /** The array at the start of a driver, or when a batch was committed. */
  private record Before(long bytes, long epoch) {
    static Before now(StreamedArray array) {
      return new Before(array.bytes(), array.epoch());
    }
  }

  @Test
  void theArrayIsAsWithoutKills() throws Exception {
    Path dir = EmptyDirectory.of("killed-stream", "rounds");
    StreamedArray array = new StreamedArray(dir);
    LocalSubmit submit = new LocalSubmit(Path.of(System.getProperty("it.spark.classpath")), dir);
    int kills = 0;
    for (int round = 0; round < FaultRounds.COUNT; round++) {
      for (Step step : Step.values()) {
        for (int batch = 0; batch < BATCHES_PER_KILL; batch++) {
          array.add(ROWS + batch);
        }
        kill(submit, array, step);
        kills++;
      }
    }
    submit.run(StreamJob.class, array.arguments());
    array.assertIsWhole();
    assertThat(kills).isGreaterThanOrEqualTo(FaultRounds.MANY ? 50 : 3);
  }

  private static void kill(LocalSubmit submit, StreamedArray array, Step step) throws Exception {
    Process driver = submit.start(StreamJob.class, array.arguments());
    int delay = ThreadLocalRandom.current().nextInt(MOST_DELAY_MILLIS + 1);
    Before[] before = {Before.now(array)};
    try {
      WatchedArray.await(
          step.toString(),
          driver.toHandle(),
          () -> {
            if (step.isSeen.test(array, before[0])) {
              return Optional.of(step);
            }
            before[0] = Before.now(array);
            return Optional.empty();
          });
      Thread.sleep(delay);
    } finally {
      driver.destroyForcibly();
      driver.waitFor();
    }
  }
}
