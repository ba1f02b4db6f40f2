package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs one step of {@code write_model.py} through the connector. */
final class WriteModelStep {
  private final SparkSession spark;
  private final Path model;
  private final Path target;

  WriteModelStep(SparkSession spark, Path model, Path target) {
    this.spark = spark;
    this.model = model;
    this.target = target;
  }

  void run(JsonNode step) {
    Throwable failure = catchThrowable(() -> attempt(step));
    if (step.path("fails").booleanValue()) {
      assertThat(failure).as("should fail").isNotNull();
    } else if (failure != null) {
      throw new AssertionError(innermost(failure), failure);
    }
  }

  private static String innermost(Throwable error) {
    return error.getCause() == null ? error.toString() : innermost(error.getCause());
  }

  private void attempt(JsonNode step) throws IOException {
    if (step.has("read")) {
      assertRead(step.path("read"));
    } else if (step.has("write")) {
      rows(step.path("rows"))
          .write()
          .format("memmap")
          .mode(step.path("write").path("mode").textValue())
          .options(options(step.path("write").path("options")))
          .save(target.toString());
    } else {
      if (step.has("rows")) {
        rows(step.path("rows")).createOrReplaceTempView("source");
      }
      String table = "arrays.`" + target + step.path("table").textValue() + "`";
      spark.sql(step.path("sql").textValue().replace("{target}", table));
    }
  }

  private void assertRead(JsonNode read) throws IOException {
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    for (Row row : reader(read.path("options")).load(target.toString()).collectAsList()) {
      found.writeBytes(row.<byte[]>getAs(0));
    }
    assertThat(found.toByteArray())
        .isEqualTo(Files.readAllBytes(model.resolve(read.path("bytes").textValue())));
  }

  private Dataset<Row> rows(JsonNode rows) {
    Path file = model.resolve(rows.path("file").textValue());
    String[] select = new String[rows.path("select").size()];
    for (int i = 0; i < select.length; i++) {
      select[i] = rows.path("select").get(i).textValue();
    }
    return reader(rows.path("options")).load(file.toString()).selectExpr(select);
  }

  private DataFrameReader reader(JsonNode options) {
    return spark.read().format("memmap").options(options(options));
  }

  private static Map<String, String> options(JsonNode node) {
    Map<String, String> options = new HashMap<>();
    node.fieldNames().forEachRemaining(name -> options.put(name, node.path(name).asText()));
    return options;
  }
}
