package io.memmap.spark.read;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Slice;
import io.memmap.storage.FileStamp;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One array in one file, as it was when the query was planned.
 *
 * @param spec with every length known
 * @param slice what of the array is read
 * @param cells whether elements are rows
 * @param constants what is the same for all rows: values of the columns that folders name
 */
public record ArraySource(
    FileStamp file, ArraySpec spec, Slice slice, boolean cells, List<Object> constants)
    implements Serializable {

  public ArraySource {
    constants = Collections.unmodifiableList(new ArrayList<>(constants)); // of which some are null
  }

  /** What is read; its first axis is the rows, unless elements are. */
  ArrayView view() {
    return spec.view().sliced(slice).asRows();
  }

  /** The same array in the file as it is now. */
  public ArraySource seenAs(FileStamp now) {
    return new ArraySource(now, spec, slice, cells, constants);
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
  AxisIndex rowNumbers() {
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

  /** The numbers of this array's rows. */
  AxisIndex numbered(AxisIndex index) {
    return index.equals(AxisIndex.ROW) ? rowNumbers() : index;
  }

  /** As {@code explain} shows it. */
  @Override
  public String toString() {
    String array =
        "%s dtype=%s shape=%s order=%s offset=%d"
            .formatted(file.path(), spec.dtype(), spec.shape(), spec.order(), spec.offset());
    return slice.equals(Slice.WHOLE) ? array : array + " slice=[" + slice + "]";
  }
}
