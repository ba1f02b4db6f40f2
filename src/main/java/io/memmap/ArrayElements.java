package io.memmap;

import io.memmap.array.ArrayView;
import io.memmap.array.BytesDType;
import io.memmap.array.ComplexDType;
import io.memmap.array.Endian;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.TimeDType;
import io.memmap.array.UnicodeDType;
import io.memmap.storage.window.Mapping;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Elements of an array, which are read where they lie in memory. The base of {@link MappedArray},
 * which writes them and makes views of them.
 *
 * <p>Each dtype has the accessors that hold all of its values exactly:
 *
 * <table>
 * <caption>Accessors of dtypes</caption>
 * <tr><th>dtype</th><th>reads</th><th>writes</th></tr>
 * <tr><td>bool</td><td>boolean</td><td>boolean</td></tr>
 * <tr><td>int8, uint8, int16, uint16</td><td>int, long, float, double</td><td>int, long</td></tr>
 * <tr><td>int32</td><td>int, long, double</td><td>int, long</td></tr>
 * <tr><td>uint32</td><td>long, double</td><td>int, long</td></tr>
 * <tr><td>int64, and uint64 as its 64 bits, for {@link Long#toUnsignedString(long)} and its
 * like</td><td>long</td><td>int, long</td></tr>
 * <tr><td>float16, float32</td><td>float, double</td><td>float, double</td></tr>
 * <tr><td>float64</td><td>double</td><td>float, double</td></tr>
 * <tr><td>datetime64, timedelta64 as ticks of their unit; NaT is {@link Long#MIN_VALUE}</td><td>
 * long</td><td>long</td></tr>
 * <tr><td>U</td><td>String</td><td>String</td></tr>
 * <tr><td>S, V, structured</td><td>bytes</td><td>bytes</td></tr>
 * <tr><td>complex</td><td colspan="2">those of {@link MappedArray#real()} and {@link
 * MappedArray#imag()}</td></tr>
 * </table>
 *
 * <p>All accessors throw
 *
 * <ul>
 *   <li>{@link IndexOutOfBoundsException} for an index that is negative or not below the length of
 *       its axis
 *   <li>{@link IllegalArgumentException} for another number of indices than axes, or a value that
 *       does not fit the dtype
 *   <li>{@link UnsupportedOperationException} if the dtype has another accessor, or the file was
 *       opened read-only and is to be changed
 *   <li>{@link IllegalStateException} after the {@link ArrayFile} was closed
 *   <li>{@link java.io.UncheckedIOException} if the file was cut. Once it has compiled a loop, the
 *       JVM may throw {@link InternalError} instead, at a later place; {@link
 *       MappedArray#checkLength()} tells before.
 * </ul>
 */
public abstract sealed class ArrayElements permits MappedArray {
  final Mapping mapping;

  /** Its offset counts from the first byte of the mapping. */
  final ArrayView view;

  final boolean writable;
  final ElementErrors errors;
  final Numbers numbers;
  private final ByteBuffer[] segments;

  /** Null if the array lies in several segments. */
  private final ByteBuffer whole;

  private final int rank;
  private final long offset;

  /** Length of the axis of an array of one; else 0. */
  private final long oneAxis;

  /** Length of axis 0 of an array of two; else 0. */
  private final long twoAxes;

  private final long length1;
  private final long stride0;
  private final long stride1;

  ArrayElements(Mapping mapping, ArrayView view, boolean writable) {
    this.mapping = mapping;
    this.view = view;
    this.writable = writable;
    this.errors = new ElementErrors(mapping.path(), view);
    this.numbers = numbers(view, errors);
    this.segments = mapping.segments(order(view));
    this.whole = mapping.whole(order(view));
    this.rank = view.rank();
    this.offset = view.offset();
    this.oneAxis = rank == 1 ? view.shape().length(0) : 0;
    this.twoAxes = rank == 2 ? view.shape().length(0) : 0;
    this.length1 = rank > 1 ? view.shape().length(1) : 0;
    this.stride0 = rank > 0 ? view.stride(0) : 0;
    this.stride1 = rank > 1 ? view.stride(1) : 0;
  }

  private static Numbers numbers(ArrayView view, ElementErrors errors) {
    if (view.dtype() instanceof ScalarDType number) {
      return new Numbers(number.kind(), false, errors);
    }
    boolean ticks = view.dtype() instanceof TimeDType;
    return new Numbers(ticks ? ScalarKind.INT64 : null, ticks, errors);
  }

  /** The order of the bytes of a number. */
  static ByteOrder order(ArrayView view) {
    Endian endian = Endian.LITTLE;
    if (view.dtype() instanceof ScalarDType number) {
      endian = number.endian();
    } else if (view.dtype() instanceof TimeDType time) {
      endian = time.endian();
    } else if (view.dtype() instanceof ComplexDType complex) {
      endian = complex.endian();
    } else if (view.dtype() instanceof UnicodeDType text) {
      endian = text.endian();
    }
    return endian == Endian.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  private long position(long i) {
    if (i < 0 || i >= oneAxis) {
      return position(new long[] {i});
    }
    return offset + i * stride0;
  }

  private long position(long i, long j) {
    if (i < 0 || i >= twoAxes || j < 0 || j >= length1) {
      return position(new long[] {i, j});
    }
    return offset + i * stride0 + j * stride1;
  }

  /** The bytes that hold a number. */
  final ByteBuffer bytes(long position) {
    mapping.check();
    return whole == null ? Mapping.at(segments, position) : whole;
  }

  /** Where in {@link #bytes} it begins. */
  final int index(long position) {
    return whole == null ? Mapping.index(position) : (int) position;
  }

  final long position(long... index) {
    if (index.length != rank) {
      throw errors.otherRank(index.length);
    }
    long position = offset;
    for (int axis = 0; axis < rank; axis++) {
      position += checked(axis, index[axis]) * view.stride(axis);
    }
    return position;
  }

  /** The same index, after a check that the axis has it. */
  final long checked(int axis, long index) {
    if (index < 0 || index >= view.shape().length(axis)) {
      throw errors.outOfBounds(axis, index);
    }
    return index;
  }

  /**
   * {@return a bool, {@code a[i]} of an array of one axis}
   *
   * @param i index from 0
   */
  public boolean booleanAt(long i) {
    return booleanIn(position(i));
  }

  /**
   * {@return a bool, {@code a[i, j]} of an array of two axes}
   *
   * @param i index of axis 0
   * @param j index of axis 1
   */
  public boolean booleanAt(long i, long j) {
    return booleanIn(position(i, j));
  }

  /**
   * {@return a bool of an array of any number of axes}
   *
   * @param index one for each axis, from 0
   */
  public boolean booleanAt(long... index) {
    return booleanIn(position(index));
  }

  private boolean booleanIn(long position) {
    try {
      return numbers.booleanAt(bytes(position), index(position));
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /**
   * {@return an integer of at most 32 bits, {@code a[i]} of an array of one axis}
   *
   * @param i index from 0
   */
  public int intAt(long i) {
    return intIn(position(i));
  }

  /**
   * {@return an integer of at most 32 bits, {@code a[i, j]} of an array of two axes}
   *
   * @param i index of axis 0
   * @param j index of axis 1
   */
  public int intAt(long i, long j) {
    return intIn(position(i, j));
  }

  /**
   * {@return an integer of at most 32 bits of an array of any number of axes}
   *
   * @param index one for each axis, from 0
   */
  public int intAt(long... index) {
    return intIn(position(index));
  }

  private int intIn(long position) {
    try {
      return numbers.intAt(bytes(position), index(position));
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /**
   * {@return an integer, or the ticks of a time, {@code a[i]} of an array of one axis}
   *
   * @param i index from 0
   */
  public long longAt(long i) {
    return longIn(position(i));
  }

  /**
   * {@return an integer, or the ticks of a time, {@code a[i, j]} of an array of two axes}
   *
   * @param i index of axis 0
   * @param j index of axis 1
   */
  public long longAt(long i, long j) {
    return longIn(position(i, j));
  }

  /**
   * {@return an integer, or the ticks of a time of an array of any number of axes}
   *
   * @param index one for each axis, from 0
   */
  public long longAt(long... index) {
    return longIn(position(index));
  }

  private long longIn(long position) {
    try {
      return numbers.longAt(bytes(position), index(position));
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /**
   * {@return a number that float holds exactly, {@code a[i]} of an array of one axis}
   *
   * @param i index from 0
   */
  public float floatAt(long i) {
    return floatIn(position(i));
  }

  /**
   * {@return a number that float holds exactly, {@code a[i, j]} of an array of two axes}
   *
   * @param i index of axis 0
   * @param j index of axis 1
   */
  public float floatAt(long i, long j) {
    return floatIn(position(i, j));
  }

  /**
   * {@return a number that float holds exactly of an array of any number of axes}
   *
   * @param index one for each axis, from 0
   */
  public float floatAt(long... index) {
    return floatIn(position(index));
  }

  private float floatIn(long position) {
    try {
      return numbers.floatAt(bytes(position), index(position));
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /**
   * {@return a number that double holds exactly, {@code a[i]} of an array of one axis}
   *
   * @param i index from 0
   */
  public double doubleAt(long i) {
    return doubleIn(position(i));
  }

  /**
   * {@return a number that double holds exactly, {@code a[i, j]} of an array of two axes}
   *
   * @param i index of axis 0
   * @param j index of axis 1
   */
  public double doubleAt(long i, long j) {
    return doubleIn(position(i, j));
  }

  /**
   * {@return a number that double holds exactly of an array of any number of axes}
   *
   * @param index one for each axis, from 0
   */
  public double doubleAt(long... index) {
    return doubleIn(position(index));
  }

  private double doubleIn(long position) {
    try {
      return numbers.doubleAt(bytes(position), index(position));
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
  }

  /**
   * {@return the text of dtype U, without the NULs at its end}
   *
   * @param index one for each axis, from 0
   * @throws java.io.UncheckedIOException also if the element is not text of Unicode
   */
  public String stringAt(long... index) {
    long position = position(index);
    if (!(view.dtype() instanceof UnicodeDType text)) {
      throw errors.noAccessor("stringAt");
    }
    return Texts.decoded(stored(position), text, mapping.path());
  }

  /**
   * {@return the bytes of dtype S without the NULs at its end, or all bytes of V and of a
   * structured element}
   *
   * @param index one for each axis, from 0
   */
  public byte[] bytesAt(long... index) {
    long position = position(index);
    if (!Texts.isBytes(view.dtype())) {
      throw errors.noAccessor("bytesAt");
    }
    byte[] stored = stored(position);
    return view.dtype() instanceof BytesDType ? Texts.withoutPadding(stored) : stored;
  }

  private byte[] stored(long position) {
    byte[] stored = new byte[view.dtype().itemsize()];
    try {
      mapping.read(position, stored);
    } catch (InternalError e) {
      throw mapping.fault(e);
    }
    return stored;
  }
}
