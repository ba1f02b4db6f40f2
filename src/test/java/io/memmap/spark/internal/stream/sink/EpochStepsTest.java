package io.memmap.spark.internal.stream.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.testing.MemoryFolder;
import io.memmap.testing.TroubleAt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Disturbs each call to the file system that the driver makes for an epoch, one call per attempt:
 * the process dies before the call, so that it makes no later one either; or the call fails, or it
 * succeeds and then fails, or the thread is interrupted before it. The stream is then started
 * again. It repeats the epoch, whether the first attempt succeeded or not, and goes on with the
 * next one; the array has the rows of each once.
 */
class EpochStepsTest {
  @TempDir(factory = MemoryFolder.class)
  Path made;

  private enum Case {
    FIRST_OF_A_RAW_FILE("a.dat", 0, 3),
    FIRST_OF_AN_NPY_FILE("a.npy", 0, 3),
    LATER_OF_A_RAW_FILE("a.dat", 2, 3),
    LATER_OF_AN_NPY_FILE("a.npy", 2, 3),
    WITHOUT_ROWS("a.npy", 2, 0),
    IN_PLACE("a.npy", 4, 3);

    private final String name;
    private final int before;
    private final int rows;

    Case(String name, int before, int rows) {
      this.name = name;
      this.before = before;
      this.rows = rows;
    }

    private EpochDriver stream(Path folder) {
      return new EpochDriver(folder.resolve(name), "stream", this == IN_PLACE);
    }

    /** The epoch that is disturbed. */
    private long epoch() {
      return before > 0 ? 1 : 0;
    }

    private long[] added() {
      return LongStream.range(100, 100 + rows).toArray();
    }

    private long[] after() {
      long[] old = LongStream.range(0, before).toArray();
      if (this == IN_PLACE) {
        LongStream replaced = LongStream.concat(LongStream.of(200), LongStream.of(added()).skip(1));
        return LongStream.concat(replaced, LongStream.of(old).skip(rows)).toArray();
      }
      return LongStream.concat(
              LongStream.of(old), LongStream.concat(LongStream.of(added()), LongStream.of(200)))
          .toArray();
    }
  }

  private interface Meanwhile {
    /** Does something between the trouble and the restart; says which values it appends. */
    long[] happens(EpochDriver stream) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void aRepeatedEpochAddsNothing(Case epoch) throws IOException {
    disturbed(epoch, stream -> new long[0]);
  }

  /** A batch job finishes what was cut off, and notes the epoch if its rows are in the array. */
  @ParameterizedTest
  @EnumSource(names = {"LATER_OF_A_RAW_FILE", "LATER_OF_AN_NPY_FILE", "FIRST_OF_AN_NPY_FILE"})
  void aBatchJobMayComeBetween(Case epoch) throws IOException {
    disturbed(
        epoch,
        stream -> {
          if (!Files.exists(stream.file())) {
            return new long[0];
          }
          stream.appendByBatch(50, 51);
          return new long[] {50, 51};
        });
  }

  private void disturbed(Case epoch, Meanwhile meanwhile) throws IOException {
    int attempts =
        TroubleAt.each(
            EnumSet.allOf(TroubleAt.Kind.class),
            made,
            (calls, folder) -> {
              EpochDriver stream = begin(epoch, folder);
              Optional<String> said = stream.run(calls, epoch.epoch(), epoch.added());
              Thread.interrupted();
              String when = calls + ", says " + said;
              long[] between = meanwhile.happens(stream);
              assertThat(stream.run(TroubleAt.NONE, epoch.epoch(), epoch.added()))
                  .as(when)
                  .isEmpty();
              assertThat(stream.run(TroubleAt.NONE, epoch.epoch() + 1, 200)).as(when).isEmpty();
              check(epoch, stream, between, when);
            });
    assertThat(attempts).isGreaterThan(60);
  }

  private static EpochDriver begin(Case epoch, Path folder) throws IOException {
    EpochDriver stream = epoch.stream(folder);
    if (epoch == Case.IN_PLACE) {
      stream.write(LongStream.range(0, epoch.before).toArray());
    } else if (epoch.before > 0) {
      assertThat(stream.run(TroubleAt.NONE, 0, LongStream.range(0, epoch.before).toArray()))
          .isEmpty();
    }
    return stream;
  }

  private static void check(Case epoch, EpochDriver stream, long[] between, String when)
      throws IOException {
    byte[] found = Files.readAllBytes(stream.file());
    byte[] rowsLast = stream.bytes(inserted(epoch.after(), between, epoch.before));
    byte[] rowsFirst = stream.bytes(inserted(epoch.after(), between, epoch.before + epoch.rows));
    assertThat(List.of(rowsLast, rowsFirst)).as(when).anyMatch(one -> one.length == found.length);
    if (!Arrays.equals(found, rowsLast)) {
      assertThat(found).as(when).isEqualTo(rowsFirst);
    }
    InPlaceUpdate.open(stream.file(), "last").close(); // removes what a dead process has left
    try (Stream<Path> left = Files.list(stream.file().getParent())) {
      // an unfinished folder without an owner may stay for a while
      assertThat(left.filter(Files::isRegularFile).map(path -> path.getFileName().toString()))
          .as(when)
          .containsExactlyInAnyOrder(
              stream.file().getFileName().toString(),
              "." + stream.file().getFileName() + ".memmap-stream");
    }
  }

  private static long[] inserted(long[] values, long[] between, int at) {
    return LongStream.concat(
            LongStream.of(values).limit(at),
            LongStream.concat(LongStream.of(between), LongStream.of(values).skip(at)))
        .toArray();
  }
}
