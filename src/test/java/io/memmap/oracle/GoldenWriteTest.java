package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.memmap.array.DType;
import io.memmap.array.ScalarDType;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that the sink makes, byte for byte what NumPy's {@code w+} left. */
class GoldenWriteTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int EXPECTED_CASES = 13;

  @TempDir Path folder;

  /** New arrays of numbers; {@code r+} and structured dtypes are for later. */
  static Stream<JsonNode> newArrays() {
    return GoldenFixtures.load().ofKind("write").stream()
        .filter(golden -> golden.path("options").path("mode").textValue().startsWith("w"))
        .filter(golden -> !golden.has("error"))
        .filter(golden -> golden.path("options").path("dtype").textValue().matches("[<>|]?\\w+"));
  }

  @Test
  void noCaseIsLost() {
    assertThat(newArrays()).hasSize(EXPECTED_CASES);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("newArrays")
  void theFileIsNumPys(JsonNode golden) throws Exception {
    Path file = folder.resolve("array.dat");
    JsonNode options = golden.path("options");
    if (!golden.path("initial").isNull()) {
      Files.write(file, HexFormat.of().parseHex(golden.path("initial").textValue()));
    }

    elements(golden)
        .repartition(1)
        .write()
        .format("memmap")
        .mode("overwrite")
        .option("mode", options.path("mode").textValue())
        .option("dtype", options.path("dtype").textValue())
        .option("shape", shape(golden.path("shape")))
        .option("order", options.path("order").asText("C"))
        .option("offset", options.path("offset").asText("0"))
        .save(file.toString());

    JsonNode after = golden.path("file_after");
    assertThat(Files.size(file)).isEqualTo(after.path("size").longValue());
    assertThat(sha256(file)).isEqualTo(after.path("sha256").textValue());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  private static String shape(JsonNode lengths) {
    return lengths.toString().replace('[', '(').replace(']', ')');
  }

  private static String sha256(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }

  private static Dataset<Row> elements(JsonNode golden) throws IOException {
    ScalarDType dtype = (ScalarDType) DType.parse(golden.path("options").path("dtype").textValue());
    boolean floating = dtype.kind().code() == 'f';
    List<Row> rows = new ArrayList<>();
    JsonNode assign = golden.path("assign");
    if (assign.has("start")) {
      long count = 1;
      for (JsonNode length : golden.path("shape")) {
        count *= length.longValue();
      }
      for (long k = 0; k < count; k++) {
        rows.add(
            RowFactory.create(
                assign.path("start").longValue() + k * assign.path("step").longValue()));
      }
    } else {
      flatten(assign.path("values"), floating, rows);
    }
    DataType type = floating ? DataTypes.DoubleType : DataTypes.LongType;
    return SPARK.spark().createDataFrame(rows, new StructType().add("x", type));
  }

  private static void flatten(JsonNode values, boolean floating, List<Row> rows) {
    if (values.isArray()) {
      values.forEach(value -> flatten(value, floating, rows));
    } else if (values.isTextual()) {
      String text = values.textValue();
      rows.add(RowFactory.create(floating ? (Object) Double.valueOf(text) : Long.valueOf(text)));
    }
  }
}
