package io.memmap;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.DType;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.storage.window.Mapping;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An array file in memory: NumPy's {@code np.memmap} for the JVM. Opens files without a header by
 * dtype, shape, offset and order or strides, and {@code .npy} and {@code .npz} files by their
 * headers.
 *
 * <pre>{@code
 * try (ArrayFile a = ArrayFile.open(Path.of("a.npy"))) {
 *   float first = a.floatAt(0, 0);
 *   FloatBuffer row = a.at(5).buffer().asFloatBuffer();
 * }
 * }</pre>
 *
 * <p>The file must not become shorter than the array while it is open. Arrays of any length can be
 * opened: nothing is read before it is asked for.
 *
 * <p>{@link #close} ends all access: elements, views and {@link #flush} then throw {@link
 * IllegalStateException}. Any thread may call it at any time; a loop of another thread may see it
 * later. If only the thread that opened the file has used it, and has taken no {@link #buffer}, the
 * file is unmapped at once; else when the garbage collector finds that nothing refers to the array,
 * its views and buffers.
 */
public final class ArrayFile extends MappedArray implements AutoCloseable {
  private static final String READ = "r";

  ArrayFile(Mapping mapping, ArrayView view, boolean writable) {
    super(mapping, view, writable);
  }

  /**
   * Opens a {@code .npy} file, or the only array of an {@code .npz} archive, for reading.
   *
   * @param path of a local or mounted file; a name {@code *.npz} is an archive
   * @return the array that its header describes
   * @throws IOException if the file is missing or cannot be read or mapped
   * @throws IllegalArgumentException if it has no valid header, is too short, or is an archive with
   *     several arrays or a compressed one
   */
  public static ArrayFile open(Path path) throws IOException {
    return open(path, READ);
  }

  /**
   * Opens a {@code .npy} file, or the only array of an {@code .npz} archive.
   *
   * @param path of a local or mounted file; a name {@code *.npz} is an archive
   * @param mode NumPy's {@code r} for reading, {@code r+} for reading and writing
   * @return the array that its header describes
   * @throws IOException if the file is missing or cannot be read, written or mapped
   * @throws IllegalArgumentException if it has no valid header, is too short, or is an archive with
   *     several arrays or a compressed one; for an archive and r+, whose checksums would be wrong
   */
  public static ArrayFile open(Path path, String mode) throws IOException {
    return new ArrayOpener(path, mode).byHeader(null);
  }

  /**
   * Opens an array of an {@code .npz} archive for reading.
   *
   * @param path of a local or mounted file, whatever its name
   * @param member its name, with or without {@code .npy}
   * @return the array that its header describes
   * @throws IOException if the file is missing or cannot be read or mapped
   * @throws IllegalArgumentException if it is no archive, or has no such array, or a compressed one
   */
  public static ArrayFile openMember(Path path, String member) throws IOException {
    return new ArrayOpener(path, READ).byHeader(member);
  }

  /**
   * Opens a file without a header for reading, from its first byte, in order C.
   *
   * @param path of a local or mounted file
   * @param dtype as NumPy reads it: {@code float32}, {@code >i2}, {@code [('x', '<f4'), ('y', 'i1',
   *     (3,))]}
   * @param shape lengths of the axes; one may be -1, to follow from the file's size
   * @return the array
   * @throws IOException if the file is missing or cannot be read or mapped
   * @throws IllegalArgumentException for an unknown dtype, or a shape that does not fit the file
   */
  public static ArrayFile open(Path path, String dtype, long[] shape) throws IOException {
    return open(path, dtype, shape, 0, "C", READ);
  }

  /**
   * Opens a file without a header, as {@code np.memmap(path, dtype, mode, offset, shape, order)}.
   *
   * @param path of a local or mounted file
   * @param dtype as NumPy reads it
   * @param shape lengths of the axes; one may be -1, to follow from the file's size
   * @param offset bytes before the array, aligned or not
   * @param order {@code C}, rows one after the other, or {@code F}, columns
   * @param mode NumPy's {@code r} for reading, {@code r+} for reading and writing
   * @return the array
   * @throws IOException if the file is missing or cannot be read, written or mapped
   * @throws IllegalArgumentException for an unknown dtype, order or mode, or a shape that does not
   *     fit the file
   */
  public static ArrayFile open(
      Path path, String dtype, long[] shape, long offset, String order, String mode)
      throws IOException {
    ArrayOpener opener = new ArrayOpener(path, mode);
    return opener.raw(
        new ArraySpec(DTypes.parse(dtype), Shape.of(shape), Order.parse(order), offset));
  }

  /**
   * Opens a strided array in a file for reading, as {@code np.ndarray(shape, dtype, buffer, offset,
   * strides)} over all bytes of the file.
   *
   * @param path of a local or mounted file
   * @param dtype as NumPy reads it
   * @param shape lengths of the axes
   * @param strides bytes from one index to the next, for each axis; may be negative or 0
   * @param offset bytes before the first element
   * @return the array
   * @throws IOException if the file is missing or cannot be read or mapped
   * @throws IllegalArgumentException for an unknown dtype, another number of strides than axes, or
   *     elements outside of the file
   */
  public static ArrayFile open(Path path, String dtype, long[] shape, long[] strides, long offset)
      throws IOException {
    return open(path, dtype, shape, strides, offset, READ);
  }

  /**
   * Opens a strided array in a file, as {@code np.ndarray(shape, dtype, buffer, offset, strides)}
   * over all bytes of the file.
   *
   * @param path of a local or mounted file
   * @param dtype as NumPy reads it
   * @param shape lengths of the axes
   * @param strides bytes from one index to the next, for each axis; may be negative or 0
   * @param offset bytes before the first element
   * @param mode NumPy's {@code r} for reading, {@code r+} for reading and writing
   * @return the array
   * @throws IOException if the file is missing or cannot be read, written or mapped
   * @throws IllegalArgumentException for an unknown dtype or mode, another number of strides than
   *     axes, or elements outside of the file
   */
  public static ArrayFile open(
      Path path, String dtype, long[] shape, long[] strides, long offset, String mode)
      throws IOException {
    ArrayOpener opener = new ArrayOpener(path, mode);
    DType parsed = DTypes.parse(dtype);
    try {
      return opener.strided(ArrayView.strided(parsed, Shape.of(shape), strides, offset));
    } catch (InvalidArrayException e) {
      throw opener.bad(e);
    }
  }

  /** {@return the absolute path of the file} */
  public Path path() {
    return Path.of(mapping.path());
  }

  /**
   * Writes changed bytes to the disk. Without it they reach the file all the same, also after
   * {@link #close}, but may be lost if the machine fails.
   *
   * @throws IOException if the disk is full or fails
   */
  public void flush() throws IOException {
    if (writable) {
      mapping.force();
    } else {
      mapping.check();
    }
  }

  /**
   * Ends all access to the array and its views. Does nothing the second time.
   *
   * @throws IOException if the file system fails
   */
  @Override
  public void close() throws IOException {
    mapping.close();
  }
}
