package io.memmap.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.DType;
import io.memmap.spark.internal.schema.SchemaDType;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The tables of types.md say what dtypes are read as, and what types are written as. */
class TypesPageTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** Each type that a schema may ask for somewhere. */
  private static final List<String> ASKED =
      List.of(
          "boolean",
          "tinyint",
          "smallint",
          "int",
          "bigint",
          "float",
          "double",
          "decimal(20,0)",
          "string",
          "binary",
          "date",
          "timestamp",
          "timestamp_ntz",
          "interval day to second",
          "interval year to month",
          "struct<real:float,imag:float>",
          "struct<real:double,imag:double>");

  @TempDir Path folder;

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
  }

  /** Rows of a section's table that have code in their first cell. */
  private static List<List<String>> rows(String section) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row : Page.named("types.md").section(section).tableRows()) {
      if (row.get(0).startsWith("`")) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** A row of zeros, which is long enough for each dtype. */
  private DataFrameReader reader(String dtype) throws IOException {
    Path file = folder.resolve("zeros.dat");
    if (!Files.exists(file)) {
      Files.write(file, new byte[64]);
    }
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", dtype)
        .option("shape", "1")
        .option("path", file.toString());
  }

  private Set<String> allowed(String dtype) throws IOException {
    Set<String> allowed = new TreeSet<>();
    for (String type : ASKED) {
      try {
        reader(dtype).schema("value " + type).load();
        allowed.add(type);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining("the schema asks for");
      }
    }
    return allowed;
  }

  @Test
  void saysWhatEachDTypeIsReadAs() throws IOException {
    Map<String, String> said = new LinkedHashMap<>();
    Map<String, String> found = new LinkedHashMap<>();
    for (List<String> row : rows("From NumPy to Spark")) {
      for (String dtype : codes(row.get(0))) {
        said.put(dtype, codes(row.get(1)).get(0));
        found.put(dtype, reader(dtype).load().schema().apply(0).dataType().simpleString());
      }
    }
    assertThat(found).hasSizeGreaterThan(40).isEqualTo(said);
  }

  @Test
  void saysWhatASchemaMayAskFor() throws IOException {
    Map<String, Set<String>> said = new TreeMap<>();
    Map<String, Set<String>> found = new TreeMap<>();
    for (List<String> row : rows("From NumPy to Spark")) {
      for (String dtype : codes(row.get(0))) {
        Set<String> types = new TreeSet<>(codes(row.get(1)));
        types.addAll(codes(row.get(2)));
        said.put(dtype, types);
        found.put(dtype, allowed(dtype));
      }
    }
    assertThat(found).isEqualTo(said);
  }

  @Test
  void saysWhatEachTypeIsWrittenAs() throws IOException {
    Map<String, String> said = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    for (List<String> row : rows("From Spark to NumPy")) {
      for (String type : codes(row.get(0))) {
        boolean none = row.get(1).startsWith("none");
        said.put(type, none ? "none" : reader(codes(row.get(1)).get(0)).load().schema().json());
        found.put(type, written(DataType.fromDDL(type)));
      }
    }
    assertThat(found).hasSizeGreaterThan(15).isEqualTo(said);
  }

  /** The schema of an array of the dtype, which tells all spellings of a dtype the same. */
  private String written(DataType type) throws IOException {
    if (SchemaDType.natural(type).isEmpty()) {
      return "none";
    }
    DType dtype = SchemaDType.natural(type).get();
    return reader(dtype.text()).load().schema().json();
  }
}
