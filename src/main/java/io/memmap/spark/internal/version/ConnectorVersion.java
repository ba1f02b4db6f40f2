package io.memmap.spark.internal.version;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The version in the manifest of the jar that this class was loaded from. */
public final class ConnectorVersion {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectorVersion.class);

  /** Classes in a directory, which the tests use, have no manifest. */
  private static final String NO_JAR = "unpackaged";

  private static final AtomicBoolean SAID = new AtomicBoolean();

  private ConnectorVersion() {}

  /** Such as {@code 0.1.0}. */
  public static String text() {
    return Optional.ofNullable(ConnectorVersion.class.getPackage().getImplementationVersion())
        .orElse(NO_JAR);
  }

  /** Logs the version, and that of Java, once in the life of the JVM. */
  public static void sayOnce() {
    if (!SAID.getAndSet(true)) {
      LOG.info(line());
    }
  }

  static String line() {
    return "spark-memmap " + text() + ", Java " + Runtime.version();
  }
}
