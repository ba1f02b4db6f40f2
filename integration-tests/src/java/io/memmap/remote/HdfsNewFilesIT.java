package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.hadoop.write.HadoopFiles;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Precondition;
import io.memmap.storage.staging.StagedOutput;
import io.memmap.storage.staging.StagedPiece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.AclEntry;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New files on HDFS: joined of what tasks have staged, by changes of names only. */
final class HdfsNewFilesIT extends HdfsFileTesting {
  /** The server's blocks have 1 MiB. */
  private static final int LONGER_THAN_A_BLOCK = (1 << 20) + 12_345;

  @ParameterizedTest
  @ValueSource(ints = {0, 80, 128, 70 << 10, LONGER_THAN_A_BLOCK})
  void startAndPiecesBecomeOneFile(int startBytes) throws IOException {
    byte[] start = bytes(startBytes, 1);
    byte[][] pieces = {bytes(1, 2), bytes(0, 3), bytes(LONGER_THAN_A_BLOCK, 4), bytes(777, 5)};
    try (NewFile file = begin()) {
      List<StagedPiece> staged = new ArrayList<>();
      for (byte[] piece : pieces) {
        staged.add(stage(file, "0-" + staged.size(), piece));
      }
      assertThat(fs.exists(path())).isFalse();
      long length = startBytes + 778L + LONGER_THAN_A_BLOCK + 9;
      long read = bytesRead();
      file.publish(new FileStart(start, startBytes), staged, length);
      assertThat(bytesRead()).as("bytes of pieces that were read").isEqualTo(read);
    }
    assertThat(read()).isEqualTo(joined(start, pieces[0], pieces[2], pieces[3], new byte[9]));
    assertThat(siblings()).containsExactly("a.npy");
  }

  private static long bytesRead() {
    return FileSystem.getGlobalStorageStatistics().get("hdfs") == null
        ? 0
        : FileSystem.getGlobalStorageStatistics().get("hdfs").getLong("bytesRead");
  }

  @Test
  void zerosAfterTheStartAreWritten() throws IOException {
    try (NewFile file = begin()) {
      StagedPiece piece = stage(file, "0-0", bytes(10, 2));
      file.publish(new FileStart(bytes(128, 1), 4096), List.of(piece), 4106);
    }
    assertThat(read()).isEqualTo(joined(bytes(128, 1), new byte[4096 - 128], bytes(10, 2)));
  }

  @Test
  void anArrayWithoutBytesIsAnEmptyFile() throws IOException {
    try (NewFile file = begin()) {
      file.publish(new FileStart(new byte[0], 0), List.of(), 0);
    }
    assertThat(fs.getFileStatus(path()).getLen()).isZero();
  }

  @Test
  void piecesThatCannotBeJoinedAreCopied() throws IOException {
    byte[] start = bytes(80, 1);
    byte[] piece = bytes(1000, 2);
    try (NewFile file = begin()) {
      StagedPiece staged = stage(file, "0-0", piece);
      Path inFolder = new Path(file.staging().folder(), "0-1");
      // HDFS does not join files of larger blocks
      try (FSDataOutputStream out = fs.create(inFolder, true, 4096, (short) 1, 4 << 20)) {
        out.write(piece);
      }
      StagedPiece large = new StagedPiece("0-1", piece.length, null);
      file.publish(new FileStart(start, 80), List.of(staged, large), 2080);
    }
    assertThat(read()).isEqualTo(joined(start, piece, piece));
    assertThat(siblings()).containsExactly("a.npy");
  }

  @Test
  void aLocalFileIsCopied() throws IOException {
    java.nio.file.Path local = java.nio.file.Files.createTempFile("scratch", null);
    java.nio.file.Files.write(local, bytes(LONGER_THAN_A_BLOCK, 6));
    try (NewFile file = begin()) {
      file.publishCopy(local);
    } finally {
      java.nio.file.Files.delete(local);
    }
    assertThat(read()).isEqualTo(bytes(LONGER_THAN_A_BLOCK, 6));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 80})
  void permissionsOfAReplacedFileAreKept(int startBytes) throws IOException {
    overwrite(bytes(8, 1));
    fs.setPermission(path(), new FsPermission((short) 0604));
    overwrite(bytes(startBytes, 2));
    assertThat(fs.getFileStatus(path()).getPermission()).isEqualTo(new FsPermission((short) 0604));
    assertThat(read()).isEqualTo(joined(bytes(startBytes, 2), bytes(100, 2)));
  }

  @Test
  void ownerGroupAndAccessControlListAreKept() throws IOException {
    overwrite(bytes(8, 1));
    fs.setOwner(path(), "someone", "some");
    fs.modifyAclEntries(path(), AclEntry.parseAclSpec("user:reader:r--,group:many:r-x", true));
    FileStatus before = fs.getFileStatus(path());
    overwrite(bytes(16, 2));
    FileStatus after = fs.getFileStatus(path());
    assertThat(after.getOwner()).isEqualTo("someone");
    assertThat(after.getGroup()).isEqualTo("some");
    assertThat(after.getPermission()).isEqualTo(before.getPermission());
    assertThat(fs.getAclStatus(path()).getEntries())
        .isEqualTo(AclEntry.parseAclSpec("user:reader:r--,group::r--,group:many:r-x", true));
  }

  @Test
  void whatIsStagedIsHiddenFromOtherUsers() throws IOException {
    try (NewFile file = begin()) {
      FileStatus folder = fs.getFileStatus(new Path(file.staging().folder()));
      assertThat(folder.getPermission()).isEqualTo(new FsPermission((short) 0700));
    }
  }

  @Test
  void theLastOfTwoWritersWins() throws IOException {
    try (NewFile one = begin();
        NewFile other = begin()) {
      StagedPiece ofOne = stage(one, "0-0", bytes(LONGER_THAN_A_BLOCK, 1));
      StagedPiece ofOther = stage(other, "0-0", bytes(100, 2));
      one.publish(new FileStart(new byte[0], 0), List.of(ofOne), LONGER_THAN_A_BLOCK);
      assertThat(read()).isEqualTo(bytes(LONGER_THAN_A_BLOCK, 1));
      other.publish(new FileStart(bytes(80, 3), 80), List.of(ofOther), 180);
      assertThat(read()).isEqualTo(joined(bytes(80, 3), bytes(100, 2)));
    }
    assertThat(siblings()).containsExactly("a.npy");
  }

  @Test
  void aLateAttemptFails() throws IOException {
    NewFile file = begin();
    StagedOutput open = file.staging().create("0-0", 0, 1);
    open.write(ByteBuffer.wrap(bytes(10, 1)));
    file.close();
    assertThatThrownBy(() -> stage(file, "0-1", bytes(10, 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a task of its write began when the write had ended");
    assertThatThrownBy(() -> open.finish(true)).isInstanceOf(IOException.class);
    assertThat(siblings()).isEmpty();
  }

  @Test
  void aFreeNameIsTakenByTheFirstOnly() throws IOException {
    try (NewFile one = begin(new Precondition.Absent());
        NewFile other = begin(new Precondition.Absent())) {
      one.publish(new FileStart(bytes(10, 1), 10), List.of(), 10);
      assertThatThrownBy(() -> other.publish(new FileStart(bytes(9, 2), 9), List.of(), 9))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("made by another process after this write began");
    }
    assertThat(read()).isEqualTo(bytes(10, 1));
  }

  @Test
  void onlyTheFileThatWasReadIsReplaced() throws IOException {
    overwrite(bytes(10, 1));
    Precondition seen = new Precondition.Version(stamp());
    try (NewFile file = begin(seen)) {
      overwrite(bytes(10, 2)); // as long as the other
      assertThatThrownBy(() -> file.publish(new FileStart(bytes(9, 3), 9), List.of(), 9))
          .hasMessageContaining("changed or replaced by another process");
    }
    assertThat(Arrays.copyOf(read(), 10)).isEqualTo(bytes(10, 2));
    Precondition grown = new Precondition.Version(stamp());
    try (NewFile file = begin(grown)) {
      try (FSDataOutputStream out = fs.append(path())) {
        out.write(1);
      }
      assertThatThrownBy(() -> file.publish(new FileStart(bytes(9, 3), 9), List.of(), 9))
          .hasMessageContaining("changed or replaced by another process");
    }
  }

  @Test
  void aLivingWriterKeepsItsFolder() throws IOException {
    try (NewFile slow = begin()) {
      StagedPiece piece = stage(slow, "0-0", bytes(10, 1));
      overwrite(bytes(10, 2)); // by the same client
      try (FileSystem other = FileSystem.newInstance(fs.getUri(), HDFS.configuration())) {
        assertThatThrownBy(() -> other.append(owner(slow)))
            .hasMessageContaining("this file lease is currently owned by");
      }
      slow.publish(new FileStart(new byte[0], 0), List.of(piece), 10);
    }
    assertThat(read()).isEqualTo(bytes(10, 1));
  }

  private static Path owner(NewFile file) {
    return new Path(file.staging().folder(), "owner");
  }

  @Test
  void rowsAreAppendedByAJoin() throws IOException {
    overwrite(bytes(10, 1));
    byte[] more = bytes(LONGER_THAN_A_BLOCK, 3);
    FileStamp seen = stamp();
    try (NewFile file = files().beginAppend(seen, true).orElseThrow()) {
      List<StagedPiece> pieces = List.of(stage(file, "0-0", more), stage(file, "0-1", bytes(5, 4)));
      long read = bytesRead();
      file.publish(new FileStart(new byte[0], 0), pieces, more.length + 5 + 2);
      assertThat(bytesRead()).as("bytes of pieces that were read").isEqualTo(read);
    }
    assertThat(read())
        .isEqualTo(joined(bytes(10, 1), bytes(100, 2), more, bytes(5, 4), new byte[2]));
    assertThat(stamp().identity()).isEqualTo(seen.identity());
    assertThat(siblings()).containsExactly("a.npy");
    try (NewFile file = files().beginAppend(stamp(), true).orElseThrow()) {
      overwrite(bytes(10, 1));
      StagedPiece piece = stage(file, "0-0", more);
      assertThatThrownBy(
              () -> file.publish(new FileStart(new byte[0], 0), List.of(piece), more.length))
          .hasMessageContaining("changed or replaced by another process");
    }
    assertThat(read()).isEqualTo(joined(bytes(10, 1), bytes(100, 2)));
  }

  @Test
  void rowsAreAppendedToAFileOfSmallerBlocks() throws IOException {
    overwrite(bytes(700_000 - 100, 1));
    Configuration large = new Configuration(HDFS.configuration());
    large.set("dfs.blocksize", "4m");
    large.set("fs.hdfs.impl.disable.cache", "true");
    HadoopFiles files = new HadoopFiles(HadoopStorage.of(large, Map.of()), new LocalFolders(""));
    try (NewFile file = files.beginAppend(stamp(), true).orElseThrow()) {
      StagedPiece piece = stage(file, "0-0", bytes(700_000, 2));
      file.publish(new FileStart(new byte[0], 0), List.of(piece), 700_000);
    }
    assertThat(read()).isEqualTo(joined(bytes(700_000 - 100, 1), bytes(100, 2), bytes(700_000, 2)));
  }
}
