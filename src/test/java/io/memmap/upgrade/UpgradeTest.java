package io.memmap.upgrade;

import static io.memmap.upgrade.ReleaseLeavings.BEFORE;
import static io.memmap.upgrade.ReleaseLeavings.CHANGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.stream.sink.EpochDriver;
import io.memmap.storage.publish.InterruptedUpdate;
import io.memmap.testing.SparkTesting;
import io.memmap.testing.TroubleAt;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goes on with what earlier releases have left: {@link ReleaseLeavings} has made it, in the folder
 * {@code releases} of the test resources.
 */
class UpgradeTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long[] UPDATED =
      LongStream.range(0, BEFORE.length)
          .map(i -> i < CHANGES.length ? CHANGES[(int) i] : BEFORE[(int) i])
          .toArray();

  @TempDir Path made;

  /** The folders of the releases. */
  static Stream<Path> releases() throws IOException, URISyntaxException {
    Path all = Path.of(Objects.requireNonNull(UpgradeTest.class.getResource("/releases")).toURI());
    try (Stream<Path> found = Files.list(all)) {
      List<Path> releases = found.sorted().toList();
      assertThat(releases).as("releases").isNotEmpty();
      return releases.stream();
    }
  }

  private Path restored(Path release, String name) throws IOException {
    Path folder = Files.createDirectory(made.toRealPath().resolve(name));
    new Leavings(release.resolve(name), folder).restore();
    return folder;
  }

  private static long[] joined(long[]... parts) {
    return Stream.of(parts).flatMapToLong(LongStream::of).toArray();
  }

  private static void assertHolds(Path folder, long... values) throws IOException {
    EpochDriver array = new EpochDriver(folder.resolve("a.npy"), "", false);
    assertThat(array.file()).hasBinaryContent(array.bytes(values));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void anUpdateThatWasCutOffIsFinished(Path release) throws IOException {
    for (String name : List.of("update-before", "update-within")) {
      Path folder = restored(release, name);
      assertThat(InterruptedUpdate.isPending(folder.resolve("a.npy"))).as(name).isTrue();
      assertThat(InterruptedUpdate.finish(folder.resolve("a.npy"))).as(name).isTrue();
      assertHolds(folder, UPDATED);
      assertThat(folder).isDirectoryNotContaining("glob:**.memmap-*");
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void anAppendThatWasCutOffIsFinishedByTheNextRead(Path release) {
    for (String name : List.of("append-before", "append-within")) {
      assertFinishedByARead(release, name);
    }
  }

  private void assertFinishedByARead(Path release, String name) {
    try {
      Path folder = restored(release, name);
      String file = folder.resolve("a.npy").toString();
      long rows = SPARK.spark().read().format("memmap").option("repair", "true").load(file).count();
      assertThat(rows).as(name).isEqualTo(BEFORE.length + CHANGES.length);
      assertHolds(folder, joined(BEFORE, CHANGES));
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  /** The epoch is not appended again, and the next one is. */
  @ParameterizedTest
  @MethodSource("releases")
  void anEpochThatWasCutOffCountsOnce(Path release) throws IOException {
    Path folder = restored(release, "epoch");
    EpochDriver stream = new EpochDriver(folder.resolve("a.npy"), "stream", false);
    assertThat(stream.run(TroubleAt.NONE, 1, CHANGES)).isEmpty();
    assertThat(stream.run(TroubleAt.NONE, 2, 7)).isEmpty();
    assertHolds(folder, joined(BEFORE, new long[] {1, 2, 3}, CHANGES, new long[] {7}));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aSaveRemovesTheFolderOfOneThatWasKilled(Path release) throws IOException {
    Path folder = restored(release, "staged");
    assertThat(folder).isDirectoryContaining("glob:**/.a.npy.memmap-*");
    SPARK.spark().range(9).write().format("memmap").save(folder.resolve("a.npy").toString());
    assertHolds(folder, LongStream.range(0, 9).toArray());
    assertThat(folder).isDirectoryNotContaining("glob:**/.a.npy.memmap-*");
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aStreamGoesOn(Path release) throws Exception {
    Path folder = restored(release, "stream");
    assertThat(FollowedArray.sink(folder)).hasBinaryContent(FollowedArray.bytes(5));
    FollowedArray.grow(folder, 12);
    FollowedArray.run(SPARK.spark(), folder);
    assertThat(FollowedArray.sink(folder)).hasBinaryContent(FollowedArray.bytes(12));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aStoredTableIsReadAndItsColumnsKeepTheirDTypes(Path release) throws IOException {
    SavedTable table = new SavedTable(release.resolve("table"));
    Path file = Files.write(made.resolve("a.dat"), SavedTable.bytes());
    List<Row> rows =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .options(table.options())
            .load(file.toString())
            .collectAsList();
    Dataset<Row> stored =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .schema(table.schema())
            .options(table.options())
            .load(file.toString());
    assertThat(stored.collectAsList()).isEqualTo(rows).hasSize(3);
    Path copy = made.resolve("copy.dat");
    SPARK
        .spark()
        .createDataFrame(rows, table.schema())
        .coalesce(1)
        .write()
        .format("memmap")
        .save(copy.toString());
    assertThat(copy).hasBinaryContent(SavedTable.bytes());
  }
}
