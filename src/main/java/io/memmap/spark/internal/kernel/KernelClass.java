package io.memmap.spark.internal.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Copies a class of loops once per kind of stored value. A loop that calls {@code load.at(address)}
 * is fast only while it sees a single kind of load: with a few of them the JIT no longer inlines
 * the call, and a value costs ten times as much. Each copy has its load as a constant (JEP 371:
 * hidden classes with class data), so that it always sees one.
 */
final class KernelClass {
  private static final Lookup LOOKUP = MethodHandles.lookup();

  private KernelClass() {}

  /**
   * An object of a new copy of the class.
   *
   * @param step bytes between values that the copy is made for, or 0 for any stride
   */
  static <K> K copy(Class<? extends K> loops, Class<K> kernel, Object load, int step) {
    try {
      Lookup copy =
          LOOKUP.defineHiddenClassWithClassData(bytecode(loops), List.of(load, step), true);
      Object made =
          copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class)).invoke();
      return kernel.cast(made);
    } catch (Throwable e) {
      throw new IllegalStateException("no copy of " + loops.getName() + " for " + load, e);
    }
  }

  private static byte[] bytecode(Class<?> loops) throws IOException {
    try (InputStream file = loops.getResourceAsStream(loops.getSimpleName() + ".class")) {
      return file.readAllBytes();
    }
  }

  /** The load that the calling copy was made for; null in the original, which is never used. */
  static <L> L load(Lookup copy, Class<L> type) {
    return classData(copy, type, 0);
  }

  /** The step that the calling copy was made for, or 0. */
  static int step(Lookup copy) {
    Integer step = classData(copy, Integer.class, 1);
    return step == null ? 0 : step;
  }

  private static <T> T classData(Lookup copy, Class<T> type, int index) {
    try {
      List<?> data = MethodHandles.classData(copy, "_", List.class);
      return data == null ? null : type.cast(data.get(index));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
