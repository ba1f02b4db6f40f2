package io.memmap.storage.publish;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.RunWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** Updates of int64 arrays that died while they were applied. */
public final class CutOffUpdates {
  private static final DType INT64 = DTypes.parse("<i8");

  private CutOffUpdates() {}

  /** Leaves the files of an update in which element {@code i} was to become {@code -i}. */
  public static void leave(Path file, int elements) throws IOException {
    Path folder = Files.createDirectory(StagingArea.folder(file, StagingArea.UPDATE));
    Files.createFile(folder.resolve("owner"));
    journal(file, folder, elements);
  }

  /**
   * Leaves the files of an append of {@code added} elements {@code -i}.
   *
   * @param applied bytes of them that are in the array's file
   */
  public static void leaveAppend(Path file, int before, int added, int applied) throws IOException {
    Path folder = Files.createDirectory(StagingArea.folder(file, StagingArea.UPDATE));
    Files.createFile(folder.resolve("owner"));
    boolean npy = file.toString().endsWith(".npy");
    Shape after = Shape.of(before + added);
    byte[] head = npy ? NpyHeader.encode(INT64, after, Order.C) : new byte[0];
    ArraySpec spec = new ArraySpec(INT64, after, Order.C, head.length);
    List<Run> runs = runs(folder, before, added);
    UpdateJournal.of(file, new ArrayChange(spec, 8, runs, head)).write(folder, false);
    ByteBuffer rows = ByteBuffer.allocate(8 * added).order(ByteOrder.LITTLE_ENDIAN);
    for (long i = before; i < before + added; i++) {
      rows.putLong(-i);
    }
    Files.write(file, Arrays.copyOf(rows.array(), applied), StandardOpenOption.APPEND);
  }

  /** Makes the journal and the rows. */
  public static void journal(Path file, Path folder, int elements) throws IOException {
    long offset = file.toString().endsWith(".npy") ? 128 : 0;
    ArraySpec spec = new ArraySpec(INT64, Shape.of(elements), Order.C, offset);
    ArrayChange change = new ArrayChange(spec, 8, runs(folder, 0, elements), new byte[0]);
    UpdateJournal.of(file, change).write(folder, false);
  }

  private static List<Run> runs(Path folder, long first, int elements) throws IOException {
    try (RunWriter writer = new RunWriter(folder.resolve("part-0-0"), 8, true)) {
      for (long i = first; i < first + elements; i++) {
        ByteBuffer.wrap(writer.block())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(writer.position(), -i);
        writer.add(i);
      }
      return writer.finish(false);
    }
  }

  /** The change that the journal describes. */
  static UpdateJournal read(Path file, Path folder) throws IOException {
    try (OpenFolder opened = OpenFolder.open(folder).orElseThrow()) {
      return UpdateJournal.read(file, opened).orElseThrow();
    }
  }
}
