package io.memmap.storage.publish;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.runs.ArrayAssembly;
import io.memmap.storage.runs.Run;
import io.memmap.storage.runs.RunWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes an int64 array as a task and the commit do, in a process that can be killed. Arguments:
 * the array, {@code overwrite}, {@code update} or {@code append}, rows.
 */
final class WriterProcess {
  static final String OVERWRITE = "00000000-0000-0000-0000-000000000001";
  private static final String UPDATE = "00000000-0000-0000-0000-000000000002";

  private WriterProcess() {}

  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[0]);
    int rows = Integer.parseInt(args[2]);
    switch (args[1]) {
      case "overwrite" -> overwrite(target, rows);
      case "update" -> update(target, rows);
      case "append" -> append(target, rows);
      default -> throw new IllegalArgumentException(args[1]);
    }
  }

  static ArraySpec spec(long rows) {
    return new ArraySpec(DTypes.parse("<i8"), Shape.of(rows), Order.C, 0);
  }

  /** Element {@code i} is {@code 3 i}. */
  private static void overwrite(Path target, int rows) throws IOException {
    try (StagingArea staging = StagingArea.create(target, OVERWRITE)) {
      List<Run> runs = stage(staging.folder(), rows, 1, false);
      NewArrayFile file = NewArrayFile.create(staging.folder(), spec(rows).end());
      new ArrayAssembly(spec(rows).view(), Long.BYTES, runs).writeTo(file.path());
      file.force();
      file.replace(target);
      new FolderSync(true).force(target.getParent());
      InterruptedUpdate.forget(target);
    }
  }

  /** Every sixth element becomes {@code 3 i}. */
  private static void update(Path target, int rows) throws IOException {
    try (InPlaceUpdate update = InPlaceUpdate.open(target, UPDATE)) {
      update.apply(
          new ArrayChange(
              spec(rows), Long.BYTES, stage(update.folder(), rows, 6, true), new byte[0]),
          true);
    }
  }

  /** Appends as many elements, again {@code 3 i}. */
  private static void append(Path target, int rows) throws IOException {
    try (InPlaceUpdate update = InPlaceUpdate.open(target, UPDATE)) {
      List<Run> runs =
          stage(update.folder(), rows, 1, false).stream().map(run -> run.shiftedBy(rows)).toList();
      update.apply(new ArrayChange(spec(2L * rows), Long.BYTES, runs, new byte[0]), true);
    }
  }

  private static List<Run> stage(Path folder, int rows, int step, boolean indexed)
      throws IOException {
    try (RunWriter writer = new RunWriter(folder.resolve("part-0"), Long.BYTES, indexed)) {
      for (long i = 0; i < rows; i += step) {
        // from the last to the first, if they have indices
        long row = indexed ? (rows - 1L) / step * step - i : i;
        ByteBuffer block = ByteBuffer.wrap(writer.block()).order(ByteOrder.LITTLE_ENDIAN);
        block.putLong(writer.position(), 3 * row);
        if (indexed) {
          writer.add(row);
        } else {
          writer.add();
        }
      }
      return writer.finish(true);
    }
  }
}
