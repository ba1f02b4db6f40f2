package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Precondition;
import io.memmap.storage.staging.StagedOutput;
import io.memmap.storage.staging.StagedPiece;
import io.memmap.storage.staging.Staging;
import io.memmap.testing.Faults;
import io.memmap.testing.FaultyContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** A write of one file on the faulty file system, as Spark makes it. */
final class FaultyWrite {
  /** What the store can do. */
  enum Store {
    RENAMING,
    RENAMING_OVER,
    JOINING,
    CLOSING,
    CONDITIONAL;

    boolean hasFolders() {
      return this != CLOSING && this != CONDITIONAL;
    }

    Faults begin() {
      Faults faults = Faults.begin();
      faults.concat = this == JOINING;
      faults.leases = this == JOINING;
      faults.publishesAtClose = !hasFolders();
      faults.conditionalCreates = this == CONDITIONAL;
      faults.etags = !hasFolders();
      return faults;
    }

    private Configuration configuration() {
      Configuration configuration = Faults.configured(List.of("faulty"));
      if (this == RENAMING_OVER || this == JOINING) {
        configuration.set("fs.AbstractFileSystem.faulty.impl", FaultyContext.class.getName());
      }
      return configuration;
    }
  }

  private final Path array;
  private final HadoopStorage storage;

  FaultyWrite(Store store, Path array) {
    this.array = array;
    this.storage = HadoopStorage.of(store.configuration(), Map.of());
  }

  Location location() {
    return Location.parse("faulty://host" + array);
  }

  HadoopStorage storage() {
    return storage;
  }

  HadoopFiles files() {
    return new HadoopFiles(storage, new LocalFolders(""));
  }

  NewFile begin() throws IOException {
    return begin(new Precondition.None());
  }

  NewFile begin(Precondition precondition) throws IOException {
    return files().begin(location(), precondition, true, 1, true);
  }

  /** Begins to add to the array as it is now. */
  NewFile beginAppend() throws IOException {
    return files().beginAppend(stamp(), true).orElseThrow();
  }

  FileStamp stamp() throws IOException {
    FileEntry entry = new FileEntry(location(), Optional.empty());
    return storage.look(entry).state().orElseThrow().stamp();
  }

  /** Stages bytes as one task does that gets the staging from the driver. */
  static StagedPiece stage(NewFile file, String attempt, byte[] bytes) throws IOException {
    StagedOutput output = begun(file, attempt, bytes);
    return new StagedPiece(output.name(), bytes.length, output.finish(true));
  }

  static StagedOutput begun(NewFile file, String attempt, byte[] bytes) throws IOException {
    StagedOutput output = sent(file.staging()).create(attempt, 0, 1);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    output.write(direct.duplicate().limit(bytes.length / 2));
    output.write(ByteBuffer.wrap(bytes).position(bytes.length / 2));
    return output;
  }

  private static Staging sent(Staging staging) throws IOException {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(staging);
      }
      return (Staging)
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  /** Publishes a start of ten bytes and some pieces, and ends the write. */
  void write(byte[]... pieces) throws IOException {
    try (NewFile file = begin()) {
      publish(file, pieces);
    }
  }

  static void publish(NewFile file, byte[]... pieces) throws IOException {
    List<StagedPiece> staged = new ArrayList<>();
    long length = 16;
    for (byte[] piece : pieces) {
      staged.add(stage(file, "0-" + staged.size(), piece));
      length += piece.length;
    }
    file.publish(new FileStart(bytes(10, 7), 16), staged, length + 5);
  }

  /** What {@link #publish} makes. */
  static byte[] expected(byte[]... pieces) {
    int length = 21 + Stream.of(pieces).mapToInt(piece -> piece.length).sum();
    ByteBuffer expected = ByteBuffer.allocate(length);
    expected.put(bytes(10, 7)).position(16);
    Stream.of(pieces).forEach(expected::put);
    return expected.array();
  }

  static byte[] bytes(int length, int first) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (first + i * 31 + i / 251);
    }
    return bytes;
  }

  Path array() {
    return array;
  }

  /** The names of all that is beside the array. */
  List<String> siblings() {
    try (Stream<Path> found = Files.list(array.getParent())) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
