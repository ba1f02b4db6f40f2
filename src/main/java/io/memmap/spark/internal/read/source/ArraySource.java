package io.memmap.spark.internal.read.source;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.OneLine;
import io.memmap.array.Slice;
import io.memmap.array.npy.SelfDescription;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.window.SourceFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One array in one file, as it was when the query was planned.
 *
 * @param spec with every length known, as {@code load} found it
 * @param slice what of the array is read
 * @param cells whether elements are rows
 * @param constants what is the same for all rows: values of the columns that folders name
 * @param description where the file says itself what it holds
 * @param storedLength of the first axis in the file, which may have grown since {@code load}
 */
public record ArraySource(
    FileStamp file,
    ArraySpec spec,
    Slice slice,
    boolean cells,
    List<Object> constants,
    SelfDescription description,
    long storedLength)
    implements Serializable {

  public ArraySource {
    constants =
        constants.isEmpty()
            ? List.of()
            : Collections.unmodifiableList(new ArrayList<>(constants)); // of which some are null
  }

  /** An array whose file says nothing of it. */
  public ArraySource(
      FileStamp file, ArraySpec spec, Slice slice, boolean cells, List<Object> constants) {
    this(file, spec, slice, cells, constants, new SelfDescription.None(), length(spec));
  }

  private static long length(ArraySpec spec) {
    return spec.shape().rank() == 0 ? 1 : spec.shape().length(0);
  }

  /** The same array, of which the file says itself what it is. */
  public ArraySource described(SelfDescription by) {
    return new ArraySource(file, spec, slice, cells, constants, by, storedLength);
  }

  /** What it has in common with arrays of other files. */
  ArraySource kind() {
    return in(new FileStamp("", 0, "", file.machine()), 0);
  }

  /** The array of this kind in a file. */
  ArraySource in(FileStamp itsFile, long itsLength) {
    return new ArraySource(itsFile, spec, slice, cells, constants, description, itsLength);
  }

  /** The same, which holds what it has in common with another one once in memory. */
  public ArraySource sharing(ArraySource other) {
    return new ArraySource(
        file,
        shared(spec, other.spec),
        slice,
        cells,
        shared(constants, other.constants),
        shared(description, other.description),
        storedLength);
  }

  private static <T> T shared(T own, T other) {
    return own.equals(other) ? other : own;
  }

  /** Whether the file says nothing of what it holds. */
  public boolean isRaw() {
    return description instanceof SelfDescription.None;
  }

  /** What is read; its first axis is the rows, unless elements are. */
  public ArrayView view() {
    ArrayView whole = stored().view();
    ArrayView known = isLonger() ? whole.slice(0, 0, length(spec)) : whole;
    return known.sliced(slice).asRows();
  }

  private boolean isLonger() {
    return storedLength != length(spec);
  }

  /** The array in the file, which in order F is laid out by all its rows. */
  private ArraySpec stored() {
    return isLonger()
        ? new ArraySpec(
            spec.dtype(), spec.shape().withFirst(storedLength), spec.order(), spec.offset())
        : spec;
  }

  /** Bytes of the file up to the end of what is read of it. */
  public long end() {
    return spec.order().growsAtEnd() ? spec.end() : stored().end();
  }

  /** The same array in the file as it is now. */
  public ArraySource seenAs(FileStamp now) {
    return new ArraySource(now, spec, slice, cells, constants, description, storedLength);
  }

  /**
   * The same rows in the file as it is now.
   *
   * @param found what the file says of itself, of which {@link #spec} is the beginning
   */
  public ArraySource seenAs(FileStamp now, ArraySpec found) {
    boolean moves = found.offset() != spec.offset();
    ArraySpec moved =
        moves ? new ArraySpec(spec.dtype(), spec.shape(), spec.order(), found.offset()) : spec;
    return new ArraySource(now, moved, slice, cells, constants, description, length(found));
  }

  /**
   * Opens the file for a task.
   *
   * @throws IOException if it is not the file that was planned, or holds another array by now
   */
  public SourceFile open() throws IOException {
    SourceFile opened = SourceFile.open(file, end());
    boolean success = false;
    try {
      checkDescription(opened);
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
      throw opened.savedAnew(spec.toText(), e.getMessage());
    }
    if (found.isPresent() && !isStillIn(found.get())) {
      throw opened.savedAnew(stored().toText(), found.get().toText());
    }
  }

  private boolean isStillIn(ArraySpec found) {
    boolean samePlaces = spec.order().growsAtEnd() || storedLength == length(found);
    return samePlaces && found.offset() == spec.offset() && spec.isBeginningOf(found);
  }

  /** Rows of the DataFrame. */
  public long rows() {
    ArrayView view = view();
    return cells ? view.shape().elements() : view.shape().length(0);
  }

  /** Bytes of what is read. */
  long bytes() {
    return view().bytes();
  }

  /** Indices in the whole array, along the first axis that the slice leaves of it. */
  public AxisIndex rowNumbers() {
    List<Slice.Axis> axes = slice.axes(spec.shape());
    Slice.Axis along =
        axes.stream()
            .filter(axis -> !axis.dropped())
            .findFirst()
            .orElseGet(() -> axes.isEmpty() ? new Slice.Axis(0, 1, 1, true) : axes.get(0));
    ArrayView view = view();
    long rowsPerIndex = cells ? view.shape().elements() / Math.max(1, view.shape().length(0)) : 1;
    long step = Math.max(1, rowsPerIndex);
    return new AxisIndex(step, Long.MAX_VALUE, along.start(), along.step());
  }

  /** As {@code explain} shows it. */
  @Override
  public String toString() {
    String array =
        String.format(
            Locale.ROOT,
            "%s dtype=%s shape=%s order=%s offset=%d",
            OneLine.of(file.path()),
            spec.dtype(),
            spec.shape(),
            spec.order(),
            spec.offset());
    return slice.equals(Slice.WHOLE) ? array : array + " slice=[" + slice + "]";
  }
}
