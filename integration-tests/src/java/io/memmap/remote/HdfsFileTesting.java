package io.memmap.remote;

import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.Location;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A new file on HDFS for each test, in a folder of its own. */
abstract class HdfsFileTesting {
  @RegisterExtension static final RemoteTesting HDFS = RemoteTesting.hdfs();

  Location array;
  FileSystem fs;

  @BeforeEach
  void name(TestInfo test) throws IOException {
    String folder = test.getTestMethod().orElseThrow().getName() + "-" + System.nanoTime();
    array = Location.parse(HDFS.folder() + "/" + folder + "/a.npy");
    fs = HDFS.fileSystem();
  }

  static HadoopFiles files() {
    return new HadoopFiles(storage(), new LocalFolders(""));
  }

  static HadoopStorage storage() {
    return HadoopStorage.of(HDFS.configuration(), Map.of());
  }

  final NewFile begin() throws IOException {
    return begin(new Precondition.None());
  }

  final NewFile begin(Precondition precondition) throws IOException {
    return files().begin(array, precondition, true, 3, true);
  }

  static StagedPiece stage(NewFile file, String attempt, byte[] bytes) throws IOException {
    StagedOutput output = file.staging().create(attempt, 0, 3);
    output.write(ByteBuffer.wrap(bytes));
    return new StagedPiece(output.name(), bytes.length, output.finish(true));
  }

  static byte[] bytes(int length, int first) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (first + i * 31 + i / 251);
    }
    return bytes;
  }

  final Path path() {
    return new Path(array.toString());
  }

  final byte[] read() throws IOException {
    byte[] bytes = new byte[Math.toIntExact(fs.getFileStatus(path()).getLen())];
    try (var in = fs.open(path())) {
      in.readFully(0, bytes);
    }
    return bytes;
  }

  final List<String> siblings() throws IOException {
    return Stream.of(fs.listStatus(path().getParent()))
        .map(status -> status.getPath().getName())
        .sorted()
        .toList();
  }

  static byte[] joined(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Stream.of(parts).mapToInt(part -> part.length).sum());
    Stream.of(parts).forEach(all::put);
    return all.array();
  }

  final void overwrite(byte[] start) throws IOException {
    try (NewFile file = begin()) {
      StagedPiece piece = stage(file, "0-0", bytes(100, 2));
      file.publish(new FileStart(start, start.length), List.of(piece), start.length + 100);
    }
  }

  final FileStamp stamp() throws IOException {
    return storage().look(new FileEntry(array, Optional.empty())).state().orElseThrow().stamp();
  }
}
