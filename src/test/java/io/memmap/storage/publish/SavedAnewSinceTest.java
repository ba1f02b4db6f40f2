package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.runs.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An update was cut off, and then another program saved an array under the same name and the same
 * inode, as {@code np.save} does. No byte of the update goes into it. An update that is half
 * applied is finished.
 */
class SavedAnewSinceTest {
  /** More elements than a sample has pieces. */
  private static final int MANY = 100_000;

  private static final FileTime BEFORE = FileTime.fromMillis(1_700_000_000_000L);
  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.dat");
  }

  /** Element i is i + 1. */
  private static byte[] counted(int elements) {
    ByteBuffer bytes = ByteBuffer.allocate(elements * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long i = 1; i <= elements; i++) {
      bytes.putLong(i);
    }
    return bytes.array();
  }

  /** Element i of the first ones is -i. */
  private static byte[] updated(int elements, int first) {
    ByteBuffer bytes = ByteBuffer.wrap(counted(elements)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < first; i++) {
      bytes.putLong(i * Long.BYTES, -i);
    }
    return bytes.array();
  }

  private void cutOff(int elements) throws IOException {
    Files.write(file, counted(elements));
    Files.setLastModifiedTime(file, BEFORE);
    CutOffUpdates.leave(file, elements);
  }

  private void assertLeftAlone(byte[] saved) throws IOException {
    Files.write(file, saved);
    assertThat(InterruptedUpdate.isPending(file)).isFalse();
    assertThat(InterruptedUpdate.finish(file)).isFalse();
    assertThat(Files.readAllBytes(file)).isEqualTo(saved);
    assertThat(asides()).hasSize(1).allMatch(aside -> Files.exists(aside.resolve("journal")));
    assertThat(StagingArea.folder(file, StagingArea.UPDATE)).doesNotExist();
  }

  private List<Path> asides() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> path.toString().contains(".memmap-aside-")).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 100", "100, 50", "100, 101", "100000, 100000", "100000, 1", "100, 0"})
  void otherValuesAreLeftAlone(int elements, int saved) throws IOException {
    cutOff(elements);
    byte[] values = new byte[saved * Long.BYTES];
    new Random(SEED).nextBytes(values);
    assertLeftAlone(values);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, MANY})
  void zerosAreLeftAlone(int elements) throws IOException {
    cutOff(elements);
    assertLeftAlone(new byte[elements * Long.BYTES]);
  }

  /** The bytes of before, but written after the update was cut off. */
  @Test
  void aBackupThatIsRestoredIsLeftAlone() throws IOException {
    cutOff(100);
    assertLeftAlone(counted(100));
  }

  @Test
  void aLongerArrayOfTheSameFirstRowsIsLeftAlone() throws IOException {
    cutOff(100);
    assertLeftAlone(Arrays.copyOf(updated(100, 30), 101 * Long.BYTES));
  }

  /** The bytes at the update's positions are those of the journal, but the header is another. */
  @Test
  void anotherHeaderIsLeftAlone() throws IOException {
    byte[] bytes = new byte[128 + 80];
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    System.arraycopy(magic, 0, bytes, 0, magic.length);
    Files.write(file, bytes);
    ArraySpec spec = new ArraySpec(DTypes.parse("<i8"), Shape.of(10), Order.C, 128);
    Path staging = Files.createDirectory(StagingArea.folder(file, StagingArea.UPDATE));
    Files.createFile(staging.resolve("owner"));
    Path rows = Files.write(staging.resolve("part-0-0"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    List<Run> runs = List.of(Run.dense(rows.toString(), 0, 1, 3));
    UpdateJournal.of(file, new ArrayChange(spec, 8, runs, new byte[0])).write(staging, false);
    assertThat(InterruptedUpdate.isPending(file)).isTrue();
    bytes[100] = 'x';
    assertLeftAlone(bytes);
  }

  @ParameterizedTest
  @CsvSource({"100, 0", "100, 1", "100, 57", "100, 100", "100000, 10", "100000, 70000"})
  void aHalfAppliedUpdateIsFinished(int elements, int applied) throws IOException {
    cutOff(elements);
    Files.write(file, updated(elements, applied));
    if (applied == 0) {
      Files.setLastModifiedTime(file, BEFORE);
    }
    assertThat(InterruptedUpdate.isPending(file)).isTrue();
    assertThat(InterruptedUpdate.finish(file)).isTrue();
    assertThat(Files.readAllBytes(file)).isEqualTo(updated(elements, elements));
    assertThat(asides()).isEmpty();
  }

  /** A write may be cut off within a value. */
  @Test
  void aTornValueIsFinished() throws IOException {
    cutOff(100);
    byte[] torn = counted(100);
    System.arraycopy(updated(100, 100), 0, torn, 0, 47 * Long.BYTES + 3);
    Files.write(file, torn);
    assertThat(InterruptedUpdate.finish(file)).isTrue();
    assertThat(Files.readAllBytes(file)).isEqualTo(updated(100, 100));
  }

  @Test
  void theNextWriteSetsTheOldUpdateAside() throws IOException {
    cutOff(100);
    byte[] saved = new byte[800];
    Files.write(file, saved);
    try (InPlaceUpdate update = InPlaceUpdate.open(file, "1")) {
      assertThat(update.bytes()).isEqualTo(800);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(saved);
    assertThat(asides()).hasSize(1);
  }
}
