package io.memmap.storage;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Updates of int64 arrays that died while they were applied. */
public final class CutOffUpdates {
  private CutOffUpdates() {}

  /** Leaves what such an update leaves: element {@code i} was to become {@code -i}. */
  public static void leave(Path file, int elements) throws IOException {
    Path folder = Files.createDirectory(StagingArea.folder(file, StagingArea.UPDATE));
    Files.createFile(folder.resolve("owner"));
    journal(file, folder, elements);
  }

  /** Makes the journal and the rows. */
  static void journal(Path file, Path folder, int elements) throws IOException {
    List<Run> runs;
    try (RunWriter writer = new RunWriter(folder.resolve("part-0-0"), 8, true)) {
      for (long i = 0; i < elements; i++) {
        ByteBuffer.wrap(writer.block())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(writer.position(), -i);
        writer.add(i);
      }
      runs = writer.finish(false);
    }
    ArraySpec spec = new ArraySpec(DType.parse("<i8"), Shape.of(elements), Order.C, 0);
    UpdateJournal.of(file, new ArrayChange(spec, 8, runs, new byte[0])).write(folder, false);
  }

  /** What the journal says. */
  static UpdateJournal read(Path file, Path folder) throws IOException {
    try (OpenFolder opened = OpenFolder.open(folder).orElseThrow()) {
      return UpdateJournal.read(file, opened).orElseThrow();
    }
  }
}
