package io.memmap.spark.internal.kernel.loop;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which loops this JVM uses: system property {@code io.memmap.kernels}. */
enum KernelMode {
  /** Vectors where they are faster than the plain loops. */
  AUTO,

  /** The plain loops. */
  PLAIN,

  /** Vectors wherever there are any, at once, without timing them. */
  VECTOR;

  static final String PROPERTY = "io.memmap.kernels";

  private static final Logger LOG = LoggerFactory.getLogger(KernelMode.class);

  private static volatile KernelMode current = parse(System.getProperty(PROPERTY, "auto"));

  static KernelMode current() {
    return current;
  }

  /** For tests: the mode from now on. */
  static void use(KernelMode mode) {
    current = mode;
  }

  /** The mode of a value of the property; {@link #AUTO}, and a warning, if there is none. */
  static KernelMode parse(String value) {
    for (KernelMode mode : values()) {
      if (mode.name().equals(value.toUpperCase(Locale.ROOT))) {
        return mode;
      }
    }
    LOG.warn(
        "System property {} is '{}', but must be auto, plain or vector; auto is used",
        PROPERTY,
        value);
    return AUTO;
  }
}
