package io.memmap.spark.internal.read.source;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.OneLine;
import io.memmap.array.Slice;
import io.memmap.array.npy.SelfDescription;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.file.Storage;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One array in one file, as it was when the query was planned.
 *
 * @param constants values of the columns that folder names give, one for all rows; null among them
 * @param description where the file describes the array, or that it does not
 */
public record ArraySource(
    FileStamp file, SlicedArray array, List<Object> constants, SelfDescription description)
    implements Serializable {

  public ArraySource {
    constants =
        constants.isEmpty()
            ? List.of()
            : Collections.unmodifiableList(new ArrayList<>(constants)); // List.of takes no nulls
  }

  /**
   * An array in a file that does not describe it.
   *
   * @param spec with every length known
   * @param slice what of the array is read
   * @param cells whether elements are rows
   */
  public ArraySource(
      FileStamp file, ArraySpec spec, Slice slice, boolean cells, List<Object> constants) {
    this(file, SlicedArray.of(spec, slice, cells), constants, new SelfDescription.None());
  }

  /** The whole array, as {@code load} found it. */
  public ArraySpec spec() {
    return array.spec();
  }

  public Slice slice() {
    return array.slice();
  }

  /** What is read; its first axis is the rows, unless elements are. */
  public ArrayView view() {
    return array.view();
  }

  /** Rows of the DataFrame. */
  public long rows() {
    return array.rows();
  }

  /** Indices in the whole array, along the first axis that the slice leaves of it. */
  public AxisIndex rowNumbers() {
    return array.rowNumbers();
  }

  /** Bytes of the file up to the end of what is read of it. */
  public long end() {
    return array.end();
  }

  /**
   * The values that rows of this source are grouped by, as Spark holds them.
   *
   * @param groups columns that are the same for all rows of a file
   * @param more places for further values, left null
   */
  public Object[] groupValues(List<ScanColumn.OfFile> groups, int more) {
    Object[] values = new Object[groups.size() + more];
    Arrays.setAll(values, i -> i < groups.size() ? groups.get(i).valueIn(this) : null);
    return values;
  }

  /** Some of the rows in blocks of equal length, each of which is shown as one row. */
  ArraySource inBlocks(long first, long count, long rows) {
    return new ArraySource(file, array.inBlocks(first, count, rows), constants, description);
  }

  /** The same array in a file that describes it. */
  public ArraySource described(SelfDescription by) {
    return new ArraySource(file, array, constants, by);
  }

  /** Whether the file does not say what it holds. */
  public boolean isRaw() {
    return description instanceof SelfDescription.None;
  }

  /** The same source, which shares with another one the objects in which both are equal. */
  public ArraySource sharing(ArraySource other) {
    return new ArraySource(
        file,
        shared(array, other.array),
        shared(constants, other.constants),
        shared(description, other.description));
  }

  private static <T> T shared(T own, T other) {
    return own.equals(other) ? other : own;
  }

  /**
   * The same file, of which only the first rows are known.
   *
   * @param beginning of {@link #spec}
   */
  public ArraySource ofBeginning(ArraySpec beginning) {
    return new ArraySource(file, array.ofBeginning(beginning), constants, description);
  }

  /** An array that is alike and has so many rows. */
  public ArraySource withRows(long rows) {
    return new ArraySource(file, array.withRows(rows), constants, description);
  }

  /** The same array in the file as it is now. */
  public ArraySource seenAs(FileStamp now) {
    return new ArraySource(now, array, constants, description);
  }

  /**
   * The same rows in the file as it is now.
   *
   * @param found what the file says that it holds, which begins with {@link #spec}
   */
  public ArraySource seenAs(FileStamp now, ArraySpec found) {
    return new ArraySource(now, array.foundAs(found), constants, description);
  }

  /**
   * Opens the file for a task.
   *
   * @throws IOException if it is not the file that was planned, or holds another array by now
   */
  public SourceFile open(Storage storage) throws IOException {
    SourceFile opened = storage.open(file, end());
    boolean success = false;
    try {
      if (!storage.opensSeenFilesOnly(file)) {
        checkDescription(opened);
      }
      success = true;
      return opened;
    } finally {
      if (!success) {
        opened.close();
      }
    }
  }

  private void checkDescription(SourceFile opened) throws IOException {
    Optional<ArraySpec> found;
    try {
      found = description.in(opened.bytes());
    } catch (InvalidArrayException e) {
      throw FileErrors.savedAnew(file.path(), spec().toText(), e.getMessage());
    }
    if (found.isPresent() && !array.isStillIn(found.get())) {
      throw FileErrors.savedAnew(file.path(), array.stored().toText(), found.get().toText());
    }
  }

  /** As {@code explain} shows it. */
  @Override
  public String toString() {
    ArraySpec spec = spec();
    String whole =
        String.format(
            Locale.ROOT,
            "%s dtype=%s shape=%s order=%s offset=%d",
            OneLine.of(file.path()),
            spec.dtype(),
            spec.shape(),
            spec.order(),
            spec.offset());
    return slice().equals(Slice.WHOLE) ? whole : whole + " slice=[" + slice() + "]";
  }
}
