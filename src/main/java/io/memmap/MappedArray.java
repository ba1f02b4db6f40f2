package io.memmap;

import io.memmap.array.ArrayView;
import io.memmap.array.ComplexDType;
import io.memmap.array.DTypeField;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Slice;
import io.memmap.array.StructuredDType;
import io.memmap.storage.window.Mapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An array in a file, or a view of one, as NumPy's {@code ndarray} over a {@code memmap}: dtype,
 * shape and strides. Slices, fields and parts are views of the same bytes, which are not copied. A
 * view ends with the {@link ArrayFile} that it was made of.
 *
 * <p>Several threads may use an array and its views at one time. Writes are not ordered with reads
 * of other threads, as elements of Java's arrays are not.
 */
public sealed class MappedArray extends ArrayElements permits ArrayFile {

  MappedArray(Mapping mapping, ArrayView view, boolean writable) {
    super(mapping, view, writable);
  }

  private MappedArray of(ArrayView other) {
    mapping.check();
    return new MappedArray(mapping, other, writable);
  }

  /** {@return the dtype, as NumPy reads it: {@code <f4}, or a list of fields} */
  public String dtype() {
    return view.dtype().text();
  }

  /** {@return bytes of one element} */
  public int itemsize() {
    return view.dtype().itemsize();
  }

  /** {@return the lengths of all axes; empty for a 0-d array} */
  public long[] shape() {
    long[] lengths = new long[view.rank()];
    for (int axis = 0; axis < lengths.length; axis++) {
      lengths[axis] = view.shape().length(axis);
    }
    return lengths;
  }

  /** {@return bytes from one index to the next, for each axis} */
  public long[] strides() {
    return view.strides();
  }

  /** {@return number of elements} */
  public long size() {
    return view.shape().elements();
  }

  /** {@return names of the fields of a structured dtype; empty for others} */
  public List<String> fields() {
    return view.dtype() instanceof StructuredDType struct
        ? struct.fields().stream().map(DTypeField::name).toList()
        : List.of();
  }

  /**
   * {@return a view by NumPy's basic slicing, {@code a[...]}}
   *
   * @param slice as between the brackets: {@code 10:1000:3, ..., -1}; an index drops its axis
   * @throws IllegalArgumentException for anything but indices, ranges and one {@code ...}, or an
   *     index outside of its axis
   */
  public MappedArray slice(String slice) {
    try {
      return of(view.sliced(Slice.parse(slice)));
    } catch (InvalidArrayException e) {
      throw errors.badSlice(e);
    }
  }

  /**
   * {@return a view of what lies at the first indices, {@code a[i, j]}: a row, a matrix of a stack}
   *
   * @param index one for each of the first axes, from 0
   * @throws IllegalArgumentException for more indices than axes
   * @throws IndexOutOfBoundsException for an index outside of its axis
   */
  public MappedArray at(long... index) {
    if (index.length > view.rank()) {
      throw errors.otherRank(index.length);
    }
    ArrayView left = view;
    for (int axis = 0; axis < index.length; axis++) {
      left = left.at(0, checked(axis, index[axis]));
    }
    return of(left);
  }

  /**
   * {@return a view of some rows, {@code a[from:to]}}
   *
   * @param from first index of axis 0
   * @param to index after the last one
   * @throws IllegalArgumentException for a 0-d array
   * @throws IndexOutOfBoundsException unless 0 &lt;= from &lt;= to &lt;= length
   */
  public MappedArray rows(long from, long to) {
    if (view.rank() == 0) {
      throw errors.otherRank(1);
    }
    if (from < 0 || from > to || to > view.shape().length(0)) {
      throw errors.rowsOutOfBounds(from, to);
    }
    return of(view.slice(0, from, to));
  }

  /**
   * {@return a view of one field of every element; the axes of a sub-array become the last ones}
   *
   * @param name of the field
   * @throws IllegalArgumentException if there is none of this name
   */
  public MappedArray field(String name) {
    if (view.dtype() instanceof StructuredDType struct) {
      for (DTypeField field : struct.fields()) {
        if (field.name().equals(name)) {
          return of(view.field(field));
        }
      }
    }
    throw errors.noField(name, fields());
  }

  /**
   * {@return a view of the real parts}
   *
   * @throws UnsupportedOperationException if the dtype is not complex
   */
  public MappedArray real() {
    if (!(view.dtype() instanceof ComplexDType)) {
      throw errors.notComplex("real");
    }
    return of(view.real());
  }

  /**
   * {@return a view of the imaginary parts}
   *
   * @throws UnsupportedOperationException if the dtype is not complex
   */
  public MappedArray imag() {
    if (!(view.dtype() instanceof ComplexDType)) {
      throw errors.notComplex("imag");
    }
    return of(view.imag());
  }

  /**
   * {@return whether all elements in C order follow one another, so that {@link #buffer} shows
   * them: NumPy's {@code flags.c_contiguous}}
   */
  public boolean isContiguous() {
    return view.isContiguous();
  }

  /**
   * All bytes of a contiguous array, in its byte order: {@code buffer().asFloatBuffer()} is the
   * fastest way to read many elements. The buffer is read-only unless the file was opened with mode
   * r+. It stays valid after the file is closed, which cannot unmap it then: the garbage collector
   * does.
   *
   * @return at most 2**31-1 bytes
   * @throws UnsupportedOperationException if elements do not follow one another, or take more bytes
   * @throws UncheckedIOException if the file was cut
   */
  public ByteBuffer buffer() {
    mapping.check();
    if (!view.isContiguous()) {
      throw errors.notContiguous();
    }
    if (view.bytes() > Integer.MAX_VALUE) {
      throw errors.tooLong();
    }
    try {
      return mapping.run(view.offset(), (int) view.bytes()).order(order(view));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a bool.
   *
   * @param value to write
   * @param index one for each axis, from 0
   */
  public void setBoolean(boolean value, long... index) {
    long position = changed(index);
    try {
      numbers.setBoolean(bytes(position), index(position), value);
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /**
   * Writes an integer.
   *
   * @param value to write
   * @param index one for each axis, from 0
   */
  public void setInt(int value, long... index) {
    long position = changed(index);
    try {
      numbers.setLong(bytes(position), index(position), value, "setInt");
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /**
   * Writes an integer, the bits of a uint64, or the ticks of a time.
   *
   * @param value to write
   * @param index one for each axis, from 0
   */
  public void setLong(long value, long... index) {
    long position = changed(index);
    try {
      numbers.setLong(bytes(position), index(position), value, "setLong");
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /**
   * Writes a float, rounded to the nearest float16 in such an array.
   *
   * @param value to write
   * @param index one for each axis, from 0
   */
  public void setFloat(float value, long... index) {
    long position = changed(index);
    try {
      numbers.setFloat(bytes(position), index(position), value);
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /**
   * Writes a double, rounded to the dtype's nearest number as NumPy does.
   *
   * @param value to write
   * @param index one for each axis, from 0
   */
  public void setDouble(double value, long... index) {
    long position = changed(index);
    try {
      numbers.setDouble(bytes(position), index(position), value);
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /**
   * Writes text of dtype U, padded with NULs.
   *
   * @param value to write
   * @param index one for each axis, from 0
   */
  public void setString(String value, long... index) {
    long position = changed(index);
    try {
      mapping.write(position, Texts.encoded(value, view.dtype(), errors));
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /**
   * Writes bytes of dtype S, padded with NULs, or all bytes of an element of V or with fields.
   *
   * @param value to write
   * @param index one for each axis, from 0
   */
  public void setBytes(byte[] value, long... index) {
    long position = changed(index);
    try {
      mapping.write(position, Texts.padded(value, view.dtype(), errors));
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  private long changed(long... index) {
    long position = position(index);
    if (!writable) {
      mapping.check();
      throw errors.readOnly();
    }
    return position;
  }

  /**
   * Fails if the file has become shorter than the array. Elements that were cut off cannot be read,
   * and the JVM may notice too late: where files may be cut, call this before each block of reads.
   *
   * @throws IOException if it has
   */
  public void checkLength() throws IOException {
    mapping.checkLength();
  }

  /** {@return dtype, shape, strides and file, for messages} */
  @Override
  public String toString() {
    return view.dtype() + view.shape().toString() + " of file " + mapping.path();
  }
}
