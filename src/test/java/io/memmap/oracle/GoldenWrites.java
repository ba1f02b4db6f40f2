package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.memmap.array.DType;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.dtype.DTypes;
import io.memmap.testing.ArrayFolder;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that the sink makes or changes have the bytes that NumPy left, wherever they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GoldenWrites {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ALL_CASES = 36;

  /** Fixtures from which the sink differs, and why. */
  private static final Map<String, String> DIFFERENCES =
      Map.of(
          "write/w-plus-needs-a-shape", "the shape follows from the rows",
          "write/r-plus-empty-file-grows-to-one-byte", "an empty file has no rows to update",
          "npy-write/struct-v2", "the version is the one that np.save chooses");

  private int tests;
  private ArrayFolder folder;
  private String name;

  /** An empty folder for one test. */
  protected abstract ArrayFolder folder(String test);

  static Stream<JsonNode> all() {
    GoldenFixtures fixtures = GoldenFixtures.load();
    return Stream.of("write", "npy_write").flatMap(kind -> fixtures.ofKind(kind).stream());
  }

  static Stream<JsonNode> done() {
    return all().filter(golden -> !differs(golden)).filter(golden -> !fails(golden));
  }

  static Stream<JsonNode> refused() {
    return all().filter(golden -> !differs(golden)).filter(GoldenWrites::fails);
  }

  private static boolean differs(JsonNode golden) {
    return DIFFERENCES.containsKey(golden.path("name").textValue());
  }

  /**
   * Whether the write must fail. Mode {@code c} is an error too: in NumPy its assignments never
   * reach the file.
   */
  private static boolean fails(JsonNode golden) {
    return golden.has("error") || mode(golden).equals("c");
  }

  private static String mode(JsonNode golden) {
    return golden.path("options").path("mode").textValue();
  }

  @Test
  void everyWriteFixtureIsCovered() {
    System.out.printf(
        "%d fixtures that write: %d done, %d refused, different: %s%n",
        all().count(), done().count(), refused().count(), DIFFERENCES);
    assertThat(all()).hasSize(ALL_CASES);
    assertThat(all().filter(GoldenWrites::differs)).hasSize(DIFFERENCES.size());
  }

  @BeforeEach
  void nameFile() {
    folder = folder("golden-" + tests++);
    name = "array.dat";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("done")
  void theFileHasNumPysBytes(JsonNode golden) throws IOException {
    begin(golden);
    writer(golden).save(folder.target(name));
    JsonNode after = golden.path("file_after");
    if (after.has("hex")) {
      assertThat(HexFormat.of().formatHex(folder.bytes(name)))
          .isEqualTo(after.path("hex").textValue());
    }
    assertThat(folder.bytes(name)).hasSize(after.path("size").intValue());
    assertThat(GoldenFixtures.sha256(folder.bytes(name)))
        .isEqualTo(after.path("sha256").textValue());
    assertThat(folder.names()).containsExactly(name);
  }

  /** The file stays as it was, even where NumPy destroys it before it checks the options. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void aRefusedWriteLeavesTheFile(JsonNode golden) throws IOException {
    begin(golden);
    assertThatThrownBy(() -> writer(golden).save(folder.target(name)))
        .satisfiesAnyOf(
            error -> assertThat(error).isInstanceOf(IllegalArgumentException.class),
            error -> assertThat(error).hasRootCauseInstanceOf(InvalidArrayException.class));
    if (golden.path("initial").isNull()) {
      assertThat(folder.names()).isEmpty();
    } else {
      assertThat(HexFormat.of().formatHex(folder.bytes(name)))
          .isEqualTo(golden.path("initial").textValue());
      assertThat(folder.names()).containsExactly(name);
    }
  }

  private void begin(JsonNode golden) throws IOException {
    if (golden.path("kind").textValue().equals("npy_write")) {
      name = "array.npy";
    }
    if (!golden.path("initial").isNull()) {
      folder.put(name, HexFormat.of().parseHex(golden.path("initial").textValue()));
    }
  }

  private static DataFrameWriter<Row> writer(JsonNode golden) {
    JsonNode options = golden.path("options");
    boolean inPlace = !mode(golden).startsWith("w");
    String dtype = options.path("dtype").textValue();
    DType known = dtype.equals("O") ? DTypes.parse("i4") : DTypes.parse(dtype);
    List<Row> rows = new ArrayList<>();
    List<Object> elements = GoldenAssign.elements(golden, known);
    for (long i = 0; i < elements.size(); i++) {
      rows.add(RowFactory.create(i, elements.get((int) i)));
    }
    StructType schema = new StructType().add("i", "bigint").add("x", GoldenAssign.type(known));
    DataFrameWriter<Row> writer =
        SPARK
            .spark()
            .createDataFrame(rows, schema)
            .repartition(2)
            .write()
            .format("memmap")
            .mode(inPlace ? "append" : "overwrite")
            .option("rowIndex", "i")
            .option("mode", mode(golden))
            .option("dtype", dtype)
            .option("order", options.path("fortran_order").booleanValue() ? "F" : order(options));
    if (options.has("shape")) {
      writer.option("shape", shape(options.path("shape")));
    }
    if (options.has("offset")) {
      writer.option("offset", options.path("offset").asText());
    }
    return writer;
  }

  private static String order(JsonNode options) {
    return options.path("order").asText("C");
  }

  private static String shape(JsonNode lengths) {
    return lengths.toString().replace('[', '(').replace(']', ')');
  }
}
