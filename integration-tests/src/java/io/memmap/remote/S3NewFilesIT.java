package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.hadoop.write.HadoopFiles;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Precondition;
import io.memmap.storage.staging.StagedOutput;
import io.memmap.storage.staging.StagedPiece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New objects on S3 that the driver sends by one stream, after it has read what tasks staged. */
final class S3NewFilesIT {
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  private static final int SMALL = 1000;

  /** Of several parts. */
  private static final int LARGE = 12 << 20;

  @TempDir Path local;

  private Location array;
  private Configuration configuration;
  private FileSystem fs;

  @BeforeEach
  void begin(TestInfo test) throws IOException {
    String name = test.getTestMethod().orElseThrow().getName() + "-" + System.nanoTime();
    array = Location.parse("s3a://" + S3Server.CREATED + "/" + name + "/a.npy");
    configuration = new Configuration(S3.configuration());
    configuration.set("fs.s3a.impl", WatchedCreates.class.getName());
    configuration.set("fs.s3a.bucket." + S3Server.CREATED + ".multipart.size", "5M");
    fs = path().getFileSystem(configuration);
  }

  private org.apache.hadoop.fs.Path path() {
    return new org.apache.hadoop.fs.Path(array.toString());
  }

  private HadoopStorage storage() {
    return HadoopStorage.of(configuration, Map.of());
  }

  private NewFile begin(Precondition precondition) throws IOException {
    return new HadoopFiles(storage(), new LocalFolders(""))
        .begin(array, precondition, false, 2, true);
  }

  private Path scratch(int length, int value) throws IOException {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return Files.write(Files.createTempFile(local, "scratch", null), bytes);
  }

  private void write(Precondition precondition, int length, int value) throws IOException {
    try (NewFile file = begin(precondition)) {
      file.publishCopy(scratch(length, value));
    }
  }

  private void assertHolds(int length, int value) throws IOException {
    assertThat(fs.getFileStatus(path()).getLen()).isEqualTo(length);
    byte[] bytes = new byte[length];
    try (var in = fs.open(path())) {
      in.readFully(0, bytes);
    }
    assertThat(bytes).containsOnly(value);
  }

  /** All objects below the folder of the test. */
  private List<String> objects() throws IOException {
    List<String> names = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> listed = fs.listFiles(path().getParent(), true);
    while (listed.hasNext()) {
      names.add(listed.next().getPath().getName());
    }
    return names;
  }

  private int uploads() throws IOException {
    try {
      FileSystem store = ((WatchedCreates) fs).getRawFileSystem();
      String prefix = path().getParent().toUri().getPath().substring(1);
      RemoteIterator<?> listed =
          (RemoteIterator<?>)
              store.getClass().getMethod("listUploads", String.class).invoke(store, prefix);
      int count = 0;
      for (; listed.hasNext(); listed.next()) {
        count++;
      }
      return count;
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }

  private FileStamp stamp() throws IOException {
    return storage().look(new FileEntry(array, Optional.empty())).state().orElseThrow().stamp();
  }

  @Test
  void whatTasksStageIsReadBackAndRemoved() throws IOException {
    try (NewFile file = begin(new Precondition.None())) {
      StagedOutput output = file.staging().create("0-0", 0, 2);
      output.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}));
      StagedPiece piece = new StagedPiece(output.name(), 5, output.finish(true));
      ByteBuffer read = ByteBuffer.allocate(3);
      try (SourceFile source = file.open(piece)) {
        source.readFully(read, 1);
      }
      assertThat(read.array()).containsExactly(2, 3, 4);
      StagedOutput failed = file.staging().create("1-0", 1, 2);
      failed.write(ByteBuffer.wrap(new byte[LARGE]));
      failed.abandon();
      assertThat(objects()).containsExactly("part-0-0");
      assertThat(uploads()).isZero();
      file.publishCopy(scratch(SMALL, 3));
    }
    assertHolds(SMALL, 3);
    assertThat(objects()).containsExactly("a.npy");
  }

  /** Another writer's object appears while the stream is open. */
  private void makeMeanwhile(int value) {
    WatchedCreates.at = path();
    WatchedCreates.once =
        () -> {
          try {
            write(new Precondition.None(), SMALL, value);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void aNameThatHasToBeFreeIsTakenOnce(int length) throws IOException {
    write(new Precondition.Absent(), length, 1);
    assertHolds(length, 1);
    assertThatThrownBy(() -> write(new Precondition.Absent(), length, 2))
        .hasMessageContaining("made by another process after this write began");
    assertHolds(length, 1);
    fs.delete(path(), false);
    makeMeanwhile(5);
    assertThatThrownBy(() -> write(new Precondition.Absent(), length, 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("made by another process after this write began");
    assertHolds(SMALL, 5);
    assertThat(objects()).containsExactly("a.npy");
    assertThat(uploads()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void onlyTheVersionThatWasReadIsReplaced(int length) throws IOException {
    write(new Precondition.None(), SMALL, 1);
    write(new Precondition.Version(stamp()), length, 2);
    assertHolds(length, 2);
    Precondition seen = new Precondition.Version(stamp());
    makeMeanwhile(5);
    assertThatThrownBy(() -> write(seen, length, 3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("changed or replaced by another process after this write read it");
    assertHolds(SMALL, 5);
    assertThatThrownBy(() -> write(seen, length, 3))
        .hasMessageContaining("changed or replaced by another process after this write read it");
    assertThat(objects()).containsExactly("a.npy");
    assertThat(uploads()).isZero();
  }
}
