package io.memmap.spark.internal.write.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ByteSource;
import io.memmap.array.Order;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.publish.Locking;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir Path disk;

  private Scratch scratch() throws IOException {
    Store store = new Store(null, null, new LocalFolders(disk.toString()));
    ArrayForm form =
        new ArrayForm(DTypes.parse("u1"), Optional.empty(), Order.C, new FileHead.Gap(0));
    return Scratch.create(
        new ArrayTarget(
            new TargetPlace(Location.parse("s3a://bucket/a.dat"), Optional.of(store), 0),
            form,
            WriteAction.REPLACE,
            true,
            Locking.LOCKED));
  }

  /** A file of a store. */
  private static final class Stored implements SourceFile {
    private final byte[] content;

    Stored(byte[] content) {
      this.content = content;
    }

    @Override
    public String path() {
      return "s3a://bucket/a.dat";
    }

    @Override
    public void checkLength() {}

    @Override
    public ByteSource bytes() {
      return ByteSource.of(content);
    }

    @Override
    public void readFully(ByteBuffer target, long position) {
      target.put(content, (int) position, target.remaining());
    }

    @Override
    public ByteBuffer map(long position, long length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void endReads() {}

    @Override
    public void close() {}
  }

  @Test
  void copiesAFileInBlocksAndLeavesNothing() throws IOException {
    byte[] content = new byte[(17 << 20) + 5];
    new Random(5).nextBytes(content);
    Path folder;
    try (Scratch scratch = scratch()) {
      folder = scratch.folder();
      assertThat(folder.getParent()).isEqualTo(disk);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
      Path copy = scratch.copied(new Stored(content), content.length);
      assertThat(Arrays.equals(Files.readAllBytes(copy), content)).isTrue();
    }
    assertThat(disk).isEmptyDirectory();
  }

  @Test
  void anErrorOfTheDiskNamesTheArrayAndTheFolder() throws IOException {
    try (Scratch scratch = scratch()) {
      Files.delete(scratch.folder());
      assertThatThrownBy(() -> scratch.copied(new Stored(new byte[3]), 3))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("file s3a://bucket/a.dat: ")
          .hasMessageContaining(scratch.folder().toString())
          .hasMessageContaining("spark.local.dir");
    }
  }
}
