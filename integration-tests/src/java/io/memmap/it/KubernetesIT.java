package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memmap.remote.KubernetesApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs the command of the page clusters.md, and looks at the pod that Spark asks Kubernetes for. No
 * pod runs.
 */
@Tag("matrix")
final class KubernetesIT {
  private static final Path PAGE = PySpark.BASE.resolve("src/site/markdown/clusters.md");
  private static final Pattern COMMAND =
      Pattern.compile("spark-submit --master (k8s://\\S+) .*?(?=\\n```)", Pattern.DOTALL);

  @Test
  void theCommandMountsTheClaimInTheDriverAndTellsItOfTheExecutors() throws IOException {
    Path dir = EmptyDirectory.of("kubernetes").toAbsolutePath();
    Matcher command = COMMAND.matcher(Files.readString(PAGE));
    assertThat(command.find()).isTrue();
    try (KubernetesApi api = KubernetesApi.start()) {
      // without a cluster the end of the pod never comes
      String submit =
          command
              .group()
              .replace(
                  command.group(1),
                  api.master() + " --conf spark.kubernetes.submission.waitAppCompletion=false");

      PySpark.install().shell(dir, Map.of("SPARK_CONF_DIR", dir.toString()), submit);

      JsonNode pod = sent(api, "Pod").path("spec");
      JsonNode container = pod.path("containers").path(0);
      assertThat(container.path("image").asText()).isEqualTo("registry.example/spark-memmap:0.1.0");
      assertThat(container.path("args").toString())
          .endsWith("\"local:///opt/job.py\",\"/arrays/a.npy\"]");
      assertThat(container.path("volumeMounts").path(0).path("mountPath").asText())
          .isEqualTo("/arrays");
      assertThat(container.path("volumeMounts").path(0).path("name"))
          .isEqualTo(pod.path("volumes").path(0).path("name"));
      assertThat(pod.path("volumes").path(0).at("/persistentVolumeClaim/claimName").asText())
          .isEqualTo("arrays");
      assertThat(sent(api, "ConfigMap").at("/data/spark.properties").asText())
          .contains("spark.sql.catalog.arrays=io.memmap.spark.MemmapCatalog")
          .contains("executor.volumes.persistentVolumeClaim.data.mount.path=/arrays")
          .contains("executor.volumes.persistentVolumeClaim.data.options.claimName=arrays");
    }
  }

  private static JsonNode sent(KubernetesApi api, String kind) throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String object : api.sent()) {
      JsonNode read = json.readTree(object);
      if (read.path("kind").asText().equals(kind)) {
        return read;
      }
    }
    throw new AssertionError("no " + kind + " in " + api.sent());
  }
}
