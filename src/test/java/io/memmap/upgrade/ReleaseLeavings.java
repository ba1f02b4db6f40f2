package io.memmap.upgrade;

import io.memmap.spark.internal.stream.sink.EpochDriver;
import io.memmap.testing.TroubleAt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Makes what a release leaves in the file system, for {@link UpgradeTest} of later releases. The
 * argument is a new folder. Run it with the oldest Spark, whose checkpoints all newer ones read.
 */
public final class ReleaseLeavings {
  static final long[] BEFORE = LongStream.range(0, 400).toArray();
  static final long[] CHANGES = LongStream.range(0, 300).map(i -> -i).toArray();

  private final Path kept;
  private final Path work;

  private ReleaseLeavings(Path kept, Path work) {
    this.kept = kept;
    this.work = work;
  }

  public static void main(String[] args) throws Exception {
    Path kept = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
    Path work = Files.createTempDirectory("leavings").toRealPath();
    ReleaseLeavings made = new ReleaseLeavings(kept, work);
    made.cutOff("update-before", true, false);
    made.cutOff("update-within", true, true);
    made.cutOff("append-before", false, false);
    made.cutOff("append-within", false, true);
    made.epoch();
    made.staged();
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    made.stream(spark);
    made.table(spark);
    spark.stop();
  }

  private void keep(Path folder) throws IOException {
    new Leavings(kept.resolve(work.relativize(folder).getName(0)), folder).keep();
  }

  private static EpochDriver array(Path folder, boolean inPlace) throws IOException {
    Files.createDirectories(folder);
    EpochDriver array = new EpochDriver(folder.resolve("a.npy"), "stream", inPlace);
    array.write(BEFORE);
    Files.setLastModifiedTime(array.file(), FileTime.from(Leavings.MODIFIED));
    return array;
  }

  private interface Write {
    void with(TroubleAt calls) throws IOException;
  }

  /**
   * Lets the process die at one call after the other, until it leaves what is wanted.
   *
   * @param name of the scenario
   */
  private void die(String name, Attempt attempt) throws IOException {
    for (int call = 0; call < 500; call++) {
      Path folder = work.resolve(name).resolve("" + call);
      Files.createDirectories(folder);
      if (attempt.leaves(folder, new TroubleAt(call, TroubleAt.Kind.DIES))) {
        keep(folder);
        return;
      }
    }
    throw new IllegalStateException(name);
  }

  private interface Attempt {
    boolean leaves(Path folder, TroubleAt calls) throws IOException;
  }

  private static void ignoreDeath(TroubleAt calls, Write write) {
    try {
      write.with(calls);
    } catch (IOException | RuntimeException died) {
      // as it has to
    }
  }

  private void cutOff(String name, boolean inPlace, boolean begun) throws IOException {
    die(
        name,
        (folder, calls) -> {
          EpochDriver array = array(folder, inPlace);
          ignoreDeath(calls, trouble -> array.batch(trouble, CHANGES));
          byte[] now = Files.readAllBytes(array.file());
          boolean touched = !Arrays.equals(now, array.bytes(BEFORE));
          return Files.exists(folder.resolve(".a.npy.memmap-update/journal")) && touched == begun;
        });
  }

  /** An append of a stream, whose journal has the file of streams in it. */
  private void epoch() throws IOException {
    die(
        "epoch",
        (folder, calls) -> {
          EpochDriver array = array(folder, false);
          array.run(TroubleAt.NONE, 0, 1, 2, 3);
          Files.setLastModifiedTime(array.file(), FileTime.from(Leavings.MODIFIED));
          array.run(calls, 1, CHANGES);
          return Files.exists(folder.resolve(".a.npy.memmap-update/journal"))
              && Files.size(array.file()) > array.bytes(BEFORE).length + 3 * Long.BYTES;
        });
  }

  /** A save that was killed after it had staged its rows. */
  private void staged() throws IOException {
    die(
        "staged",
        (folder, calls) -> {
          EpochDriver array = new EpochDriver(folder.resolve("a.npy"), "stream", false);
          ignoreDeath(calls, trouble -> array.batch(trouble, CHANGES));
          try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("part-1"));
          }
        });
  }

  /** A stream from one array into another, which has ended after two batches. */
  private void stream(SparkSession spark) throws Exception {
    Path folder = Files.createDirectories(work.resolve("stream/0"));
    for (int rows : List.of(3, 5)) {
      FollowedArray.grow(folder, rows);
      FollowedArray.run(spark, folder);
    }
    keep(folder);
  }

  /** The schema of a read, which tables and other sources of Spark store with their columns. */
  private void table(SparkSession spark) throws IOException {
    new SavedTable(kept.resolve("table")).store(spark, work.resolve("a.dat"));
  }
}
