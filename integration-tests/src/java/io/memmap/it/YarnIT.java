package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.remote.YarnServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Submits a job to YARN as the page clusters.md says: the installed Python package names the jar
 * and the settings, and the driver runs here or in a container.
 */
@Tag("matrix")
final class YarnIT {
  private static YarnServer yarn;
  private static PySpark pyspark;
  private static Map<String, String> installed;

  @BeforeAll
  static void start() throws IOException {
    pyspark = PySpark.install();
    installed = PythonPackage.installed(EmptyDirectory.of("yarn", "package"));
    yarn = YarnServer.start(EmptyDirectory.of("yarn", "server"));
  }

  @AfterAll
  static void stop() throws IOException {
    if (yarn != null) {
      yarn.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "cluster"})
  void writesAndReads(String deployMode) throws IOException {
    Path dir = EmptyDirectory.of("yarn", deployMode).toAbsolutePath();
    Path array = dir.resolve("a.npy");
    Path result = dir.resolve("result");
    Map<String, String> variables = new HashMap<>(installed);
    variables.put("HADOOP_CONF_DIR", yarn.configuration().toString());
    // the defaults of conf are those of one machine
    variables.put("SPARK_CONF_DIR", dir.toString());

    pyspark.shell(
        dir,
        variables,
        "spark-submit --master yarn --deploy-mode "
            + deployMode
            + " $(python -m spark_memmap --conf) --num-executors 2 --executor-memory 512m"
            + " --driver-memory 512m --conf spark.executor.memoryOverhead=384m"
            + " --conf spark.ui.enabled=false --conf spark.yarn.stagingDir="
            + dir.resolve("staging")
            + " --conf spark.scheduler.minRegisteredResourcesRatio=1 "
            + System.getProperty("it.python")
            + "/cluster_job.py "
            + array
            + " "
            + result);

    assertThat(result).hasContent("yarn " + deployMode + " 2 1000000 499500000");
    assertThat(array).hasSize(128 + 8_000_000);
  }
}
