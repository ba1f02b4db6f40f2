package io.memmap.spark.internal.kernel.loop;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this JVM compiles the Vector API to instructions. Without the C2 compiler each operation
 * on a vector is a call that makes objects. The conditions are those of Apache Lucene's {@code
 * VectorizationProvider}.
 */
final class VectorModule {
  private static final Logger LOG = LoggerFactory.getLogger(VectorModule.class);
  private static final String NAME = "jdk.incubator.vector";

  /** The newest Java version that the loops are tested on; the API may change in later ones. */
  private static final int NEWEST_TESTED = 25;

  private VectorModule() {}

  static boolean isThere() {
    return ModuleLayer.boot().findModule(NAME).isPresent();
  }

  /** Whether to try vectors. The log says it, once. */
  static boolean isUsable() {
    return Once.USABLE;
  }

  private static final class Once {
    static final boolean USABLE = decide();

    private static boolean decide() {
      Optional<String> obstacle = obstacle(Runtime.version().feature());
      if (obstacle.isPresent()) {
        LOG.info("Kernels use plain loops: {}", obstacle.get());
      } else {
        LOG.info("Kernels use vectors where these measure faster than plain loops");
      }
      return obstacle.isEmpty();
    }
  }

  /** Why vectors are not tried. */
  static Optional<String> obstacle(int javaVersion) {
    if (!isThere()) {
      return Optional.of(
          "module "
              + NAME
              + " is not loaded; start drivers and executors with --add-modules "
              + NAME
              + " to have vectors");
    } else if (javaVersion > NEWEST_TESTED) {
      return Optional.of(
          "vectors are tested up to Java "
              + NEWEST_TESTED
              + ", and this is Java "
              + javaVersion
              + "; -D"
              + KernelMode.PROPERTY
              + "=vector uses them all the same");
    }
    return hasC2() ? Optional.empty() : Optional.of("this JVM does not run HotSpot's C2 compiler");
  }

  private static boolean hasC2() {
    HotSpotDiagnosticMXBean hotspot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    String how = System.getProperty("java.vm.info", "");
    return hotspot != null
        && !how.contains("emulated-client")
        && !how.contains("interpreted")
        && !isOn(hotspot, "UseJVMCICompiler");
  }

  private static boolean isOn(HotSpotDiagnosticMXBean hotspot, String option) {
    try {
      return Boolean.parseBoolean(hotspot.getVMOption(option).getValue());
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }
}
