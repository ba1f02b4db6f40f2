package io.memmap.spark.internal.kernel.load;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies a class of loops once for each kind of stored value. A loop that calls {@code
 * load.at(address)} is fast only while it sees a single kind of load: with several, the JIT
 * compiler no longer inlines the call, and a value takes ten times as long. Each copy has its load
 * as a constant (JEP 371: hidden classes with class data).
 */
public final class KernelClass {
  /** The step of a copy for any stride: the loops use the stride that they are called with. */
  public static final int ANY_STRIDE = 0;

  private static final Lookup LOOKUP = MethodHandles.lookup();

  /** All copies made so far: at most two for each class and load. */
  private static final Map<Key, Object> COPIES = new ConcurrentHashMap<>();

  private record Key(Class<?> loops, Object load, int step) {}

  private KernelClass() {}

  /**
   * The copy of a class of loops for a load.
   *
   * @param step bytes between values that the copy is made for, or {@link #ANY_STRIDE}
   */
  public static <K> K of(Class<? extends K> loops, Class<K> kernel, Object load, int step) {
    Key wanted = new Key(loops, load, step);
    return kernel.cast(COPIES.computeIfAbsent(wanted, key -> copy(loops, load, step)));
  }

  /**
   * A class of loops that is loaded only when it is asked for.
   *
   * @param name without the package, which is that of the interface
   */
  public static <K> Class<? extends K> named(String name, Class<K> kernel) {
    try {
      return Class.forName(kernel.getPackageName() + "." + name).asSubclass(kernel);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object copy(Class<?> loops, Object load, int step) {
    try {
      Constructor<?> constructor =
          MethodHandles.privateLookupIn(loops, LOOKUP)
              .defineHiddenClassWithClassData(bytecode(loops), List.of(load, step), true)
              .lookupClass()
              .getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException("can't copy " + loops.getName() + " for " + load, e);
    }
  }

  private static byte[] bytecode(Class<?> loops) throws IOException {
    try (InputStream file = loops.getResourceAsStream(loops.getSimpleName() + ".class")) {
      return file.readAllBytes();
    }
  }

  /**
   * The load that the calling copy was made for; null in the original class, which nothing
   * instantiates.
   */
  public static <L> L load(Lookup copy, Class<L> type) {
    return classData(copy, type, 0);
  }

  /** The step that the calling copy was made for. */
  public static int step(Lookup copy) {
    Integer step = classData(copy, Integer.class, 1);
    return step == null ? ANY_STRIDE : step;
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
