package io.memmap.storage.window;

import io.memmap.storage.file.FileErrors;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/**
 * Addresses of direct buffers and their release before the garbage collector would do it. Goes
 * through {@code sun.misc.Unsafe}, which needs no JVM flag on any JDK that Spark runs on.
 */
final class NativeMemory {
  private static final MethodHandle GET_LONG;
  private static final MethodHandle INVOKE_CLEANER;
  private static final long BUFFER_ADDRESS;

  static {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      Object unsafe = field.get(null);
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle fieldOffset =
          lookup.findVirtual(
              type, "objectFieldOffset", MethodType.methodType(long.class, Field.class));
      BUFFER_ADDRESS =
          (long) fieldOffset.bindTo(unsafe).invoke(Buffer.class.getDeclaredField("address"));
      GET_LONG =
          lookup
              .findVirtual(
                  type, "getLong", MethodType.methodType(long.class, Object.class, long.class))
              .bindTo(unsafe);
      INVOKE_CLEANER =
          lookup
              .findVirtual(
                  type, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
              .bindTo(unsafe);
    } catch (Throwable e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private NativeMemory() {}

  /**
   * A buffer off the heap for a part of a file; the caller frees it.
   *
   * @param path the file's, for the message
   * @throws IOException if there is no memory for it
   */
  static ByteBuffer allocate(String path, int bytes) throws IOException {
    try {
      return ByteBuffer.allocateDirect(bytes);
    } catch (OutOfMemoryError e) {
      throw FileErrors.noMemory(path, bytes, e);
    }
  }

  /** Where the buffer's index 0 lies in memory. */
  static long address(ByteBuffer direct) {
    try {
      return (long) GET_LONG.invokeExact((Object) direct, BUFFER_ADDRESS);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Unmaps or frees the buffer's memory, which must not be used afterwards. */
  static void free(ByteBuffer direct) {
    try {
      INVOKE_CLEANER.invokeExact(direct);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException("sun.misc.Unsafe refused: " + e.getMessage(), e);
  }
}
