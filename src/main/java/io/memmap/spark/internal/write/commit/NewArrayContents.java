package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.array.Shape;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.NullElement;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.publish.NewArrayFile;
import io.memmap.storage.runs.ArrayAssembly;
import io.memmap.storage.runs.ArrayFill;
import io.memmap.storage.runs.InPlaceAssembly;
import io.memmap.storage.runs.IndexBounds;
import io.memmap.storage.runs.Run;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** The shape and the bytes of a new array, put together after all tasks have ended. */
final class NewArrayContents {
  private final ArrayTarget target;
  private final RecordPlan plan;
  private final IndexPlan index;
  private final CommittedRuns staged;
  private final RecordLayout layout;

  NewArrayContents(ArrayTarget target, RecordPlan plan, IndexPlan index, CommittedRuns staged) {
    this.target = target;
    this.plan = plan;
    this.index = index;
    this.staged = staged;
    this.layout = new RecordLayout(target, plan, staged);
  }

  /**
   * The array that the staged records make.
   *
   * @throws IllegalArgumentException if an index lies outside of the shape asked for
   * @throws io.memmap.array.InvalidArrayException if the records do not fit that shape
   */
  ArraySpec spec() throws IOException {
    return index instanceof IndexPlan.Cell
        ? layout.toSpec(layout.asked())
        : layout.toSpec(records());
  }

  /**
   * Number of rows of the new array: that of the staged records, or, if records have indices, the
   * largest index plus 1. Indices outside the shape that is asked for are refused.
   */
  private long records() throws IOException {
    if (index instanceof IndexPlan.Sequential) {
      return staged.count();
    }
    Shape asked = layout.asked();
    if (asked.inferredAxis() < 0) {
      long end = layout.capacity(asked);
      layout.refuse(
          IndexBounds.check(staged.indexed(), staged.recordBytes(), 0, end),
          CommitErrors.indicesOfShape(asked, end));
    }
    return ArrayAssembly.end(staged.indexed());
  }

  /** Bytes of a file that ends with the array: at least one, as a file of {@code np.memmap} has. */
  static long fileBytes(ArraySpec spec) {
    return Math.max(1, spec.end());
  }

  /**
   * Makes a file of all records, without the bytes before the data.
   *
   * @param folder for the file
   * @throws IllegalArgumentException if indices are missing or occur twice
   */
  NewArrayFile inFile(Path folder, ArraySpec spec) throws IOException {
    NewArrayFile file = NewArrayFile.create(folder, fileBytes(spec));
    writeTo(file.path(), spec);
    return file;
  }

  /**
   * Writes the records.
   *
   * @param file of the array's length, filled with zeros
   * @param spec of the array
   * @throws IllegalArgumentException if indices are missing or occur twice
   */
  void writeTo(Path file, ArraySpec spec) throws IOException {
    Optional<byte[]> filling = inMissingRows(spec);
    if (filling.isPresent()) {
      writeRowsIntoFilling(file, spec, filling.get());
    } else if (staged.count() > 0 && index instanceof IndexPlan.Cell cells) {
      writeCells(file, spec, cells);
    } else if (staged.count() > 0) {
      writeRows(file, spec);
    }
  }

  private void writeRows(Path file, ArraySpec spec) throws IOException {
    List<Run> runs = index instanceof IndexPlan.Sequential ? staged.following(0) : staged.indexed();
    ArrayAssembly assembly = new ArrayAssembly(spec.view(), staged.recordBytes(), runs);
    layout.refuse(assembly.writeTo(file));
  }

  /**
   * The element that rows without an index consist of; empty if there may be no such rows. Options
   * {@code rowIndex}, {@code shape} and {@code nullValue} together ask for it.
   */
  private Optional<byte[]> inMissingRows(ArraySpec spec) {
    boolean mayMiss =
        index instanceof IndexPlan.Column
            && plan.nullText().isPresent()
            && target.form().shape().isPresent();
    return mayMiss ? NullElement.of(spec.dtype(), plan.nullText()) : Optional.empty();
  }

  private void writeRowsIntoFilling(Path file, ArraySpec spec, byte[] element) throws IOException {
    InPlaceAssembly rows = new InPlaceAssembly(spec, staged.record(), staged.indexed());
    layout.refuse(rows.check(0, layout.capacity(spec.shape())));
    ArrayFill.write(file, spec, element);
    apply(rows, file);
  }

  /** Elements without a row stay zero, as in an array of {@code np.zeros} that one assigns to. */
  private void writeCells(Path file, ArraySpec spec, IndexPlan.Cell cells) throws IOException {
    InPlaceAssembly elements =
        new InPlaceAssembly(RecordLayout.inMemoryOrder(spec), staged.record(), staged.indexed());
    layout.refuse(elements.check(0, spec.shape().elements()), cells);
    apply(elements, file);
  }

  private static void apply(InPlaceAssembly records, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      records.applyTo(channel);
    }
  }
}
