package io.memmap.storage.hadoop;

import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.SourceFile;
import io.memmap.testing.Faults;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A file of random bytes on the faulty file system, seen once. */
final class FaultyFile {
  final HadoopStorage storage;
  final Path path;
  final Location location;
  final byte[] bytes;
  final FileStamp seen;

  private FaultyFile(String scheme, Path path, int size) throws IOException {
    this.storage = storage();
    this.path = path;
    this.location = Location.parse(scheme + "://host" + path);
    this.bytes = random(size, 1);
    Files.write(path, bytes);
    this.seen = look();
  }

  static HadoopStorage storage() {
    return HadoopStorage.of(Faults.configured(List.of("faulty", "hdfs", "s3a", "abfs")), Map.of());
  }

  static FaultyFile make(String scheme, Path folder, int size) throws IOException {
    return new FaultyFile(scheme, folder.resolve("a.dat"), size);
  }

  FileStamp look() throws IOException {
    return storage.look(new FileEntry(location, Optional.empty())).state().orElseThrow().stamp();
  }

  SourceFile open() throws IOException {
    return storage.open(seen, bytes.length);
  }

  /** Puts another file of this size in its place. */
  void replace(int size) throws IOException {
    Path other = path.resolveSibling("other");
    Files.write(other, random(size, 2));
    Files.setLastModifiedTime(other, FileTime.fromMillis(System.currentTimeMillis() + 10_000));
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
  }

  ByteBuffer expected(int position, int length) {
    return ByteBuffer.wrap(bytes, position, length);
  }

  static ByteBuffer read(SourceFile file, long position, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocateDirect(length);
    file.readFully(target, position);
    return target.flip();
  }

  /** An object as it arrives at an executor. */
  @SuppressWarnings("unchecked") // of the class that was sent
  static <T extends Serializable> T sent(T object) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  private static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
