package io.memmap.storage.hadoop.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Precondition;
import io.memmap.storage.staging.StagedOutput;
import io.memmap.storage.staging.StagedPiece;
import io.memmap.testing.Faults;
import io.memmap.testing.SmallDisk;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in parts, and what is said and left when something goes wrong. */
class MultipartFileTest {
  private static final int MIB = 1 << 20;
  private static final byte[] OLD = FaultyWrite.bytes(300, 1);
  private static final byte[] ROWS = FaultyWrite.bytes(17 * MIB, 3);
  private static final FileStart START = new FileStart(FaultyWrite.bytes(128, 7), 128);

  @TempDir Path folder;

  private final Faults faults = Faults.begin();
  private Path array;

  @BeforeEach
  void beginFaults() {
    faults.uploadsParts = true;
    faults.publishesAtClose = true;
    faults.etags = true;
    array = folder.resolve("a.npy");
  }

  private NewFile begin(Precondition precondition, int partitions) throws IOException {
    HadoopStorage storage = HadoopStorage.of(Faults.configured(List.of("faulty")), Map.of());
    return new HadoopFiles(storage, new LocalFolders(""))
        .begin(Location.parse("faulty://host" + array), precondition, true, partitions, true);
  }

  private static StagedPiece stage(NewFile file, int partition, int partitions, byte[] rows)
      throws IOException {
    String attempt = partition + "-" + rows.length;
    try (StagedOutput output = file.staging().create(attempt, partition, partitions)) {
      output.write(ByteBuffer.wrap(rows));
      return new StagedPiece(output.name(), rows.length, output.finish(true));
    }
  }

  private void write() throws IOException {
    try (NewFile file = begin(new Precondition.None(), 1)) {
      file.publish(START, List.of(stage(file, 0, 1, ROWS)), START.length() + ROWS.length);
    }
  }

  private byte[] written() {
    byte[] all = Arrays.copyOf(START.bytes(), (int) START.length() + ROWS.length);
    System.arraycopy(ROWS, 0, all, (int) START.length(), ROWS.length);
    return all;
  }

  private void assertArrayIs(byte[] expected) throws IOException {
    assertThat(Arrays.mismatch(Files.readAllBytes(array), expected)).isNegative();
  }

  private void assertNothingIsLeft(String... siblings) {
    try (Stream<Path> found = Files.list(folder)) {
      assertThat(found.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(siblings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(faults.uploads.open).isEmpty();
    assertThat(faults.outputsNow).hasValue(0);
    assertThat(faults.openNow).hasValue(0);
  }

  private void assertFails(String... words) {
    assertThatThrownBy(this::write)
        .isInstanceOf(ArrayFileException.class)
        .hasMessageStartingWith("file faulty://host" + array + ": ")
        .hasMessageContainingAll(words);
  }

  @Test
  void sendsEachByteOnceBehindAHeader() throws IOException {
    List<StagedPiece> pieces = new ArrayList<>();
    try (NewFile file = begin(new Precondition.None(), 3)) {
      for (int partition = 0; partition < 3; partition++) {
        pieces.add(stage(file, partition, 3, ROWS));
      }
      file.publish(START, pieces, START.length() + 3L * ROWS.length);
    }
    assertThat(Files.size(array)).isEqualTo(START.length() + 3L * ROWS.length);
    assertThat(faults.uploads.sent).hasValue(START.length() + 3L * ROWS.length);
    assertThat(faults.bytesWritten).as("beside the parts").hasValueLessThan(100);
    assertNothingIsLeft("a.npy");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLostAnswerIsFoundOut(boolean retried) throws IOException {
    Files.write(array, OLD);
    faults.uploads.lostAnswer =
        retried ? new FileNotFoundException("NoSuchUpload") : new IOException("connection reset");
    write();
    assertArrayIs(written());
    assertNothingIsLeft("a.npy");
  }

  @Test
  void aCompletionThatFailsLeavesTheOldArray() throws IOException {
    Files.write(array, OLD);
    faults.uploads.notCompleted = new IOException("connection reset");
    assertFails("connection reset", "the old array is there as it was");
    assertArrayIs(OLD);
    assertNothingIsLeft("a.npy");
  }

  @Test
  void aCompletionThatFailsLeavesNoArray() {
    faults.uploads.notCompleted = new IOException("connection reset");
    assertFails("connection reset", "no array of this name is there");
    assertNothingIsLeft();
  }

  @Test
  void anotherWritersArrayIsNotTakenForTheNewOne() throws IOException {
    Files.write(array, OLD);
    faults.uploads.notCompleted = new IOException("connection reset");
    replaceAfterCompletion(FaultyWrite.bytes(10, 5));
    assertFails("another array is there, which is neither the old nor the new one");
    assertNothingIsLeft("a.npy");
  }

  @Test
  void anArrayOfTheSameLengthMayBeTheNewOneOrAnother() throws IOException {
    Files.write(array, OLD);
    faults.uploads.lostAnswer = new FileNotFoundException("NoSuchUpload");
    replaceAfterCompletion(FaultyWrite.bytes((int) START.length() + ROWS.length, 5));
    assertFails("it cannot be known whether the old or the new array is there");
    assertNothingIsLeft("a.npy");
  }

  private void replaceAfterCompletion(byte[] other) {
    faults.uploads.afterCompletion =
        path -> {
          try {
            Path fresh = Files.write(Files.createTempFile("other", null), other);
            Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
  }

  @Test
  void aPartThatFailsChangesNothing() throws IOException {
    Files.write(array, OLD);
    faults.uploads.partFails = new IOException("500 internal error");
    assertFails("500 internal error", "nothing was written under this name");
    assertArrayIs(OLD);
    assertNothingIsLeft("a.npy");
  }

  @Test
  void anUploadWhoseHandleCannotBeKeptIsEnded() {
    faults.writeFailsAt = 0;
    assertFails("a cable was cut", "nothing was written under this name");
    assertNothingIsLeft();
  }

  @Test
  void failedAttemptsLeaveNothing() throws IOException {
    try (NewFile file = begin(new Precondition.None(), 2)) {
      StagedOutput output = file.staging().create("1-0", 1, 2);
      output.write(ByteBuffer.wrap(ROWS));
      faults.writeFailsAt = MIB;
      assertThatThrownBy(() -> output.finish(true))
          .hasMessageContaining("nothing was written under this name");
      output.abandon();
      output.close();
      assertThat(faults.outputsNow).hasValue(0);
    }
    assertNothingIsLeft();
  }

  @Test
  void aFileThatAppearsMeanwhileIsLeftAlone() throws IOException {
    try (NewFile file = begin(new Precondition.Absent(), 1)) {
      StagedPiece piece = stage(file, 0, 1, ROWS);
      Files.write(array, OLD);
      assertThatThrownBy(() -> file.publish(START, List.of(piece), 128L + ROWS.length))
          .hasMessageContaining("made by another process after this write began");
    }
    assertArrayIs(OLD);
    assertNothingIsLeft("a.npy");
  }

  /** What one attempt of a partition had told the next partition is not so of the committed one. */
  @Test
  void aPartitionThatWasLongBeforeIsNoticed() throws IOException {
    try (NewFile file = begin(new Precondition.None(), 2)) {
      stage(file, 0, 2, ROWS);
      StagedPiece second = stage(file, 1, 2, ROWS);
      StagedPiece first = stage(file, 0, 2, OLD);
      assertThatThrownBy(() -> file.publish(START, List.of(first, second), 428L + ROWS.length))
          .isInstanceOf(ArrayFileException.class)
          .hasMessageContaining("the rows before partition 1 came out fewer");
    }
    assertNothingIsLeft();
  }

  /** The bytes are those of a file without blocks, which is mapped and takes no memory. */
  @Test
  void aPartitionLongerThanItsPartsIsRefused() throws IOException {
    int partitions = PartNumbers.MOST_PARTITIONS;
    Path sparse = folder.resolve("sparse");
    try (NewFile file = begin(new Precondition.None(), partitions);
        FileChannel channel =
            FileChannel.open(
                sparse,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        StagedOutput output = file.staging().create("7-0", 7, partitions)) {
      output.write(ByteBuffer.allocate(1));
      ByteBuffer longest = channel.map(FileChannel.MapMode.READ_WRITE, 0, PartRange.mostBytes(2));
      assertThatThrownBy(() -> output.write(longest))
          .isInstanceOf(ArrayFileException.class)
          .hasMessage(
              "file faulty://host%s: partition 7 has more than 2147483647 bytes, the most that can be"
                  + " sent in parts from one of 3326 partitions; nothing was written under this"
                  + " name; give the partitions equal lengths by repartition()",
              array);
      output.abandon();
    }
    assertNothingIsLeft();
  }

  @Test
  void aFullLocalDiskIsNamed() throws IOException {
    Path mountPoint = Files.createDirectory(folder.resolve("disk"));
    try (SmallDisk disk = SmallDisk.mount(mountPoint, 2)) {
      HadoopStorage storage = HadoopStorage.of(Faults.configured(List.of("faulty")), Map.of());
      LocalFolders local = new LocalFolders(disk.folder().toString());
      try (NewFile file =
              new HadoopFiles(storage, local)
                  .begin(
                      Location.parse("faulty://host" + array),
                      new Precondition.None(),
                      true,
                      1,
                      true);
          StagedOutput output = file.staging().create("0-0", 0, 1)) {
        assertThatThrownBy(() -> output.write(ByteBuffer.wrap(ROWS)))
            .isInstanceOf(ArrayFileException.class)
            .hasMessage(
                "file faulty://host%s: a task cannot keep its rows on the local disk until they are"
                    + " sent (folder %s: No space left on device); nothing was written under this"
                    + " name; free some space there, or name another folder in spark.local.dir",
                array, disk.folder());
        output.abandon();
      }
      try (Stream<Path> left = Files.list(disk.folder())) {
        assertThat(left).isEmpty();
      }
    }
    assertNothingIsLeft("disk");
  }

  @Test
  void moreZerosThanPartsHoldAreRefused() throws IOException {
    try (NewFile file = begin(new Precondition.None(), 1)) {
      StagedPiece piece = stage(file, 0, 1, OLD);
      FileStart far = new FileStart(new byte[0], 1L << 40);
      assertThatThrownBy(() -> file.publish(far, List.of(piece), far.length() + OLD.length))
          .isInstanceOf(ArrayFileException.class)
          .hasMessageContaining("1099511627776 bytes before the rows")
          .hasMessageContaining("give a smaller offset");
      assertThatThrownBy(() -> file.publish(START, List.of(piece), 1L << 40))
          .hasMessageContaining("bytes after the rows")
          .hasMessageContaining("give a smaller shape");
    }
    assertNothingIsLeft();
  }

  private void die(Duration ago) throws IOException {
    stage(begin(new Precondition.None(), 1), 0, 1, ROWS);
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
      }
    }
  }

  /** The upload of a living write is not ended, nor that of another array. */
  @Test
  void anUploadThatWasLeftADayAgoIsEndedByTheNextWrite() throws IOException {
    die(Duration.ofHours(25));
    String left = faults.uploads.open.keySet().iterator().next();
    Path own = array;
    array = folder.resolve("b.npy");
    write();
    assertThat(faults.uploads.open).containsOnlyKeys(left);
    array = own;
    write();
    assertNothingIsLeft("a.npy", "b.npy");
  }

  @Test
  void aYoungUploadIsLeftToItsWriter() throws IOException {
    die(Duration.ofHours(23));
    String young = faults.uploads.open.keySet().iterator().next();
    write();
    assertThat(faults.uploads.open).containsOnlyKeys(young);
  }

  @Test
  void aFolderWhoseUploadHasEndedIsRemoved() throws IOException {
    die(Duration.ofHours(25));
    faults.uploads.open.clear();
    write();
    assertNothingIsLeft("a.npy");
  }
}
