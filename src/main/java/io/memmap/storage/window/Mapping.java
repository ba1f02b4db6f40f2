package io.memmap.storage.window;

import io.memmap.array.ByteRange;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.SourceFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Some bytes of a file in memory, of any length, until {@link #close}. Positions count from the
 * first of them.
 *
 * <p>Any thread may use it. Memory must not be unmapped while another thread reads it, and telling
 * whether one does would cost more than the read. So memory that only the thread that opened it has
 * used is unmapped by {@link #close} of that thread; other memory goes when the garbage collector
 * finds that no view or buffer of it is left. This holds however late another thread sees the
 * closing, so fields are read without ordering: a volatile read at each access made loops three
 * times slower.
 */
public final class Mapping implements Closeable {
  /** Each segment begins so many bytes after the one before, and may overlap the next one. */
  static final int SEGMENT_BITS = 30;

  private static final int WITHIN = (1 << SEGMENT_BITS) - 1;

  private final SourceFile file;
  private final ByteRange range;
  private final ByteBuffer[] mapped;
  private final List<ByteBuffer[]> ordered;

  /** The thread that opened it; null once it is closed. */
  private Thread only;

  /** Whether another thread has used it, or a buffer over it was taken; false once it is closed. */
  private boolean shared;

  private boolean closed;

  private Mapping(SourceFile file, ByteRange range, ByteBuffer... mapped) {
    this.file = file;
    this.range = range;
    this.mapped = mapped;
    this.ordered = List.of(ordered(ByteOrder.LITTLE_ENDIAN), ordered(ByteOrder.BIG_ENDIAN));
    this.only = Thread.currentThread();
  }

  /**
   * Maps bytes of a file.
   *
   * @param file is closed with the mapping
   * @throws IOException if they cannot be mapped
   */
  public static Mapping of(SourceFile file, ByteRange range) throws IOException {
    ByteBuffer[] mapped = new ByteBuffer[(int) ((range.length() + WITHIN) >>> SEGMENT_BITS)];
    boolean success = false;
    try {
      for (int i = 0; i < mapped.length; i++) {
        long start = (long) i << SEGMENT_BITS;
        long length = Math.min(range.length() - start, Integer.MAX_VALUE);
        mapped[i] = file.map(range.start() + start, length);
      }
      success = true;
      return new Mapping(file, range, mapped);
    } finally {
      if (!success) {
        free(mapped);
      }
    }
  }

  private ByteBuffer[] ordered(ByteOrder order) {
    return Arrays.stream(mapped)
        .map(segment -> segment.duplicate().order(order))
        .toArray(ByteBuffer[]::new);
  }

  private static void free(ByteBuffer... mapped) {
    for (ByteBuffer segment : mapped) {
      if (segment != null) {
        NativeMemory.free(segment);
      }
    }
  }

  /** The path of the file. */
  public String path() {
    return file.path();
  }

  /** The segments in a byte order, for {@link #at} and {@link #index}. */
  public ByteBuffer[] segments(ByteOrder order) {
    return ordered.get(order == ByteOrder.LITTLE_ENDIAN ? 0 : 1);
  }

  /**
   * The only segment in a byte order, in which positions are indices; null if there are several, or
   * none. A caller checks before each access.
   */
  public ByteBuffer whole(ByteOrder order) {
    boolean fits = range.length() > 0 && range.length() <= Integer.MAX_VALUE;
    return fits ? segments(order)[0] : null;
  }

  /**
   * The segment that holds a number of at most 8 bytes. A caller checks before each access.
   *
   * @param segments of {@link #segments}
   */
  public static ByteBuffer at(ByteBuffer[] segments, long position) {
    return segments[(int) (position >>> SEGMENT_BITS)];
  }

  /** Where a position lies in its segment. */
  public static int index(long position) {
    return (int) position & WITHIN;
  }

  private synchronized void share() {
    if (closed) {
      throw closed();
    }
    shared = true;
  }

  /**
   * Fails if this is closed.
   *
   * @throws IllegalStateException if it is
   */
  public void check() {
    if (Thread.currentThread() != only && !shared) {
      share();
    }
  }

  /** Copies bytes out of the mapping; they may lie in several segments. */
  public void read(long position, byte[] target) {
    check();
    ByteBuffer[] segments = segments(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < target.length; ) {
      int index = index(position + done);
      ByteBuffer segment = at(segments, position + done);
      int length = Math.min(target.length - done, segment.limit() - index);
      segment.get(index, target, done, length);
      done += length;
    }
  }

  /** Copies bytes into the mapping; they may lie in several segments. */
  public void write(long position, byte[] source) {
    check();
    ByteBuffer[] segments = segments(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < source.length; ) {
      int index = index(position + done);
      ByteBuffer segment = at(segments, position + done);
      int length = Math.min(source.length - done, segment.limit() - index);
      segment.put(index, source, done, length);
      done += length;
    }
  }

  /**
   * A buffer over some of the bytes, which stays valid after {@link #close}.
   *
   * @throws IOException if the file was cut
   */
  public ByteBuffer run(long position, int length) throws IOException {
    share();
    file.checkLength();
    if (length == 0) {
      return ByteBuffer.allocateDirect(0);
    }
    ByteBuffer segment = at(segments(ByteOrder.LITTLE_ENDIAN), position);
    int index = index(position);
    return length <= segment.limit() - index
        ? segment.slice(index, length)
        : file.map(range.start() + position, length);
  }

  /**
   * Fails if the file has become shorter than the array.
   *
   * @throws IOException if it has
   */
  public void checkLength() throws IOException {
    check();
    file.checkLength();
  }

  /** The error of an access that the JVM reports as a fault of memory. */
  public UncheckedIOException fault(InternalError fault) {
    try {
      file.checkLength();
    } catch (IOException cut) {
      return new UncheckedIOException(cut);
    }
    return new UncheckedIOException(FileErrors.pageFault(path(), fault));
  }

  /**
   * Writes changed bytes to the disk.
   *
   * @throws IOException if that fails
   */
  public synchronized void force() throws IOException {
    if (closed) {
      throw closed();
    }
    try {
      for (ByteBuffer segment : mapped) {
        ((MappedByteBuffer) segment).force(0, Math.min(segment.limit(), 1 << SEGMENT_BITS));
      }
    } catch (UncheckedIOException e) {
      throw FileErrors.cannotForce(path(), e.getCause());
    }
  }

  /** Ends all access, of views too. Does nothing the second time. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    boolean alone = Thread.currentThread() == only && !shared;
    closed = true;
    only = null;
    shared = false;
    if (alone) {
      free(mapped);
    }
    file.close();
  }

  private IllegalStateException closed() {
    return new IllegalStateException("file " + path() + ": the array is closed; open it again");
  }
}
