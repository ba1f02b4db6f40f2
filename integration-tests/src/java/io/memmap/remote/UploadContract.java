package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.hadoop.write.HadoopFiles;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Precondition;
import io.memmap.storage.staging.StagedOutput;
import io.memmap.storage.staging.StagedPiece;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Files that tasks send to S3 as parts of one upload, without Spark. */
abstract class UploadContract {
  private static final int MIB = 1 << 20;
  private static final int FIVE = 5 * MIB;
  private static final int HEADER = 128;

  private final RemoteTesting remote;
  private FileSystem fs;
  private Path folder;
  private Path path;

  UploadContract(RemoteTesting remote) {
    this.remote = remote;
  }

  @BeforeEach
  void nameFile(TestInfo test) throws IOException {
    folder = new Path(remote.folder(), test.getTestMethod().orElseThrow().getName());
    path = new Path(folder, "a.npy");
    fs = remote.fileSystem();
  }

  Path folder() {
    return folder;
  }

  FileSystem fileSystem() {
    return fs;
  }

  NewFile begin(Precondition precondition, int partitions) throws IOException {
    HadoopStorage storage = HadoopStorage.of(remote.configuration(), Map.of());
    return new HadoopFiles(storage, new LocalFolders(""))
        .begin(Location.parse(path.toString()), precondition, true, partitions, true);
  }

  private NewFile begin(int partitions) throws IOException {
    return begin(new Precondition.None(), partitions);
  }

  /** An object as it arrives on another machine. */
  @SuppressWarnings("unchecked") // of the class that was sent
  private static <T extends Serializable> T sent(T object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  static byte[] rows(int partition, int length) {
    byte[] rows = new byte[length];
    new Random(partition).nextBytes(rows);
    return rows;
  }

  private static StagedOutput attempt(NewFile file, int partition, int partitions, byte[] rows)
      throws IOException {
    String attempt = partition + "-" + UUID.randomUUID();
    StagedOutput output = sent(file.staging()).create(attempt, partition, partitions);
    for (int at = 0; at < rows.length; at += MIB) {
      output.write(ByteBuffer.wrap(rows, at, Math.min(MIB, rows.length - at)));
    }
    return output;
  }

  static StagedPiece stage(NewFile file, int partition, int partitions, byte[] rows)
      throws IOException {
    try (StagedOutput output = attempt(file, partition, partitions, rows)) {
      return new StagedPiece(output.name(), rows.length, sent(output.finish(true)));
    }
  }

  /** Writes a file of random rows, and checks that the store has its bytes and nothing else. */
  private void check(int start, int zeros, int... lengths) throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    byte[] head = rows(-1, Math.min(start, HEADER));
    expected.write(head);
    expected.write(new byte[start - head.length]);
    try (NewFile file = begin(lengths.length)) {
      List<StagedPiece> pieces = new ArrayList<>();
      for (int partition = 0; partition < lengths.length; partition++) {
        byte[] rows = rows(partition, lengths[partition]);
        StagedPiece piece = stage(file, partition, lengths.length, rows);
        if (rows.length > 0) {
          pieces.add(piece);
        }
        expected.write(rows);
      }
      expected.write(new byte[zeros]);
      file.publish(new FileStart(head, start), pieces, expected.size());
    }
    assertThat(mismatch(read(), expected.toByteArray())).isNegative();
    assertNothingElseIsLeft(1);
  }

  private byte[] read() throws IOException {
    FileStatus status = fs.getFileStatus(path);
    byte[] bytes = new byte[(int) status.getLen()];
    try (FSDataInputStream in = fs.open(path)) {
      in.readFully(0, bytes);
    }
    return bytes;
  }

  /**
   * The first byte that differs; negative if none does. AssertJ takes seconds for so many bytes.
   */
  static int mismatch(byte[] found, byte[] expected) {
    return Arrays.mismatch(found, expected);
  }

  private void assertNothingElseIsLeft(int files) throws IOException {
    List<String> found = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> listed = fs.listFiles(folder, true);
    while (listed.hasNext()) {
      found.add(listed.next().getPath().toString());
    }
    assertThat(found).isEqualTo(files == 0 ? List.of() : List.of(path.toString()));
    assertThat(uploads()).isZero();
  }

  /** How many uploads of the test are neither completed nor aborted. */
  int uploads() throws IOException {
    try {
      String prefix = folder.toUri().getPath().substring(1);
      RemoteIterator<?> listed =
          (RemoteIterator<?>)
              fs.getClass().getMethod("listUploads", String.class).invoke(fs, prefix);
      int count = 0;
      for (; listed.hasNext(); listed.next()) {
        count++;
      }
      return count;
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }

  @Test
  void sendsOnePartition() throws IOException {
    check(HEADER, 0, 30 * MIB);
  }

  @Test
  void sendsPartitionsAroundTheShortestPart() throws IOException {
    check(HEADER, 0, FIVE - 1, 2 * FIVE - 1, FIVE, 1, FIVE + 1, 8 * MIB);
  }

  @Test
  void sendsShortAndEmptyPartitionsBetweenLongOnes() throws IOException {
    check(HEADER, 0, 0, 14 * MIB, 0, 100, 3 * MIB, 3 * MIB, 12 * MIB, 0, 10);
  }

  @Test
  void sendsRowsWithoutAHeader() throws IOException {
    check(0, 0, 11 * MIB, 8 * MIB);
  }

  @Test
  void sendsZerosAroundTheRows() throws IOException {
    check(12 * MIB, 11 * MIB, 100, 6 * MIB, 100);
  }

  @Test
  void sendsAFewRows() throws IOException {
    check(HEADER, 0, 0, 1_000, 0, 24);
  }

  @Test
  void sendsAnArrayWithoutRows() throws IOException {
    check(HEADER, 0, 0);
    check(HEADER, 0);
  }

  @Test
  void sendsMorePartitionsThanAnUploadHasNumbersFor() throws IOException {
    int partitions = 4_000;
    byte[] rows = rows(1, 1_000);
    try (NewFile file = begin(partitions)) {
      StagedPiece piece = stage(file, partitions - 1, partitions, rows);
      file.publish(new FileStart(new byte[0], 0), List.of(piece), rows.length);
    }
    assertThat(mismatch(read(), rows)).isNegative();
    assertNothingElseIsLeft(1);
  }

  @Test
  void showsNothingBeforeItIsPublishedAndLeavesNothingIfItIsNot() throws IOException {
    try (NewFile file = begin(1)) {
      stage(file, 0, 1, rows(0, 12 * MIB));
      assertThat(fs.exists(path)).isFalse();
      assertThat(uploads()).isOne();
    }
    assertNothingElseIsLeft(0);
  }

  @Test
  void keepsTheOldFileUntilTheNewOneIsPublished() throws IOException {
    byte[] old = rows(7, 1_000);
    byte[] rows = rows(8, 9 * MIB);
    fs.create(path).close();
    try (var out = fs.create(path, true)) {
      out.write(old);
    }
    try (NewFile file = begin(1)) {
      StagedPiece piece = stage(file, 0, 1, rows);
      assertThat(read()).isEqualTo(old);
      file.publish(new FileStart(new byte[0], 0), List.of(piece), rows.length + 20L * MIB);
    }
    assertThat(mismatch(read(), Arrays.copyOf(rows, 29 * MIB))).isNegative();
    assertNothingElseIsLeft(1);
  }

  @Test
  void takesThePartsOfTheCommittedAttempt() throws IOException {
    byte[] rows = rows(5, 20 * MIB);
    try (NewFile file = begin(2)) {
      StagedPiece first = stage(file, 0, 2, rows(0, 6 * MIB));
      try (StagedOutput dead = attempt(file, 1, 2, rows(4, 30 * MIB))) {
        dead.finish(true); // its executor died before its answer came
      }
      try (StagedOutput failed = attempt(file, 1, 2, rows(3, 10))) {
        failed.abandon();
      }
      StagedPiece second = stage(file, 1, 2, rows);
      file.publish(new FileStart(new byte[0], 0), List.of(first, second), 26 * MIB);
    }
    byte[] found = read();
    byte[] expected = Arrays.copyOf(rows(0, 6 * MIB), 26 * MIB);
    System.arraycopy(rows, 0, expected, 6 * MIB, rows.length);
    assertThat(mismatch(found, expected)).isNegative();
    assertNothingElseIsLeft(1);
  }

  @Test
  void lateAttemptsChangeNothing() throws IOException {
    byte[] rows = rows(1, 20 * MIB);
    StagedOutput late;
    try (NewFile file = begin(1)) {
      late = attempt(file, 0, 1, rows(2, 20 * MIB));
      StagedPiece piece = stage(file, 0, 1, rows);
      file.publish(new FileStart(new byte[0], 0), List.of(piece), rows.length);
    }
    finishLate(late);
    assertThat(mismatch(read(), rows)).isNegative();
  }

  /** Finishes an attempt of a write that has ended. */
  abstract void finishLate(StagedOutput late) throws IOException;

  @Test
  void refusesAFileThatAppearedMeanwhile() throws IOException {
    for (int length : new int[] {1_000, 20 * MIB}) {
      byte[] other = rows(9, 10);
      try (NewFile file = begin(new Precondition.Absent(), 1)) {
        StagedPiece piece = stage(file, 0, 1, rows(0, length));
        try (var out = fs.create(path, true)) {
          out.write(other);
        }
        assertThatThrownBy(
                () -> file.publish(new FileStart(new byte[0], 0), List.of(piece), length))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("made by another process after this write began");
      }
      assertThat(read()).isEqualTo(other);
      assertNothingElseIsLeft(1);
      fs.delete(path, false);
    }
  }

  /** Begins an upload of which nothing but its traces on the store is left. */
  void beginAndDie() throws IOException {
    stage(begin(1), 0, 1, rows(0, 12 * MIB));
  }

  @Test
  void leavesYoungUploadsOfOtherWritesAlone() throws IOException {
    beginAndDie();
    try (NewFile file = begin(1)) {
      StagedPiece piece = stage(file, 0, 1, rows(1, 100));
      file.publish(new FileStart(new byte[0], 0), List.of(piece), 100);
    }
    assertThat(uploads()).isOne();
  }
}
