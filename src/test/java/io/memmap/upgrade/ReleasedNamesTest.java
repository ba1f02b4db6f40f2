package io.memmap.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.array.InvalidArrayException;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.options.ArrayLayout;
import io.memmap.spark.internal.options.HeaderFormat;
import io.memmap.spark.internal.options.WriteLayout;
import io.memmap.spark.internal.read.task.ScanMetrics;
import io.memmap.spark.internal.write.WriteMetrics;
import io.memmap.storage.file.ArrayFileException;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The names that users, stored schemas and event logs know, as each release had them: a list for
 * each in {@code released-names} of the test resources. More names may come; one that is gone is a
 * change to be announced. {@code PublicApiTest} does the same for Java.
 */
class ReleasedNamesTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays");

  @TempDir Path folder;

  private final Set<String> found = new TreeSet<>();

  static Stream<Path> releases() throws IOException, URISyntaxException {
    Path all =
        Path.of(Objects.requireNonNull(UpgradeTest.class.getResource("/released-names")).toURI());
    try (Stream<Path> lists = Files.list(all)) {
      List<Path> sorted = lists.sorted().toList();
      assertThat(sorted).isNotEmpty();
      return sorted.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void noneOfAReleaseIsGone(Path release) throws Exception {
    options();
    values();
    columns();
    metrics();
    errors();
    functions();
    assertThat(found)
        .as("names now:%n%s%n", String.join("\n", found))
        .containsAll(Files.readAllLines(release));
  }

  private void options() throws IllegalAccessException {
    found.add("source memmap");
    for (Field field : MemmapOptions.class.getFields()) {
      found.add("option " + field.get(null));
    }
  }

  private void values() {
    of("layout of a read", ArrayLayout.values());
    of("layout of a write", WriteLayout.values());
    of("header", HeaderFormat.values());
  }

  private void of(String option, Object[] values) {
    for (Object value : values) {
      found.add("value of " + option + ": " + value.toString().toLowerCase(Locale.ROOT));
    }
  }

  private Dataset<Row> load(Path file, String... options) {
    var reader = SPARK.spark().read().format("memmap");
    for (int i = 0; i < options.length; i += 2) {
      reader = reader.option(options[i], options[i + 1]);
    }
    return reader.load(file.toString());
  }

  private void columns() throws IOException {
    Path file = Files.write(folder.resolve("a.dat"), new byte[2 * 3 * 4]);
    Path records = Files.write(folder.resolve("b.dat"), SavedTable.bytes());
    Path line = Files.write(folder.resolve("c.dat"), new byte[8]);
    for (ArrayLayout layout : ArrayLayout.values()) {
      Dataset<Row> rows = load(file, "dtype", "int32", "shape", "2,3", "layout", layout.toString());
      columns("layout " + layout, rows.schema());
      if (layout == ArrayLayout.COLUMNS) {
        columns("hidden, layout " + layout, rows.select("_file", "_row").schema());
      }
    }
    columns("one axis", load(line, "dtype", "int8").schema());
    columns(
        "records",
        load(records, "dtype", "[('id','<i4'),('name','S5'),('m','<f4',(2,))]", "shape", "3")
            .schema());
  }

  private void columns(String of, StructType schema) {
    for (StructField field : schema.fields()) {
      found.add("column of " + of + ": " + field.name() + " " + field.dataType().simpleString());
      List<String> keys = List.of(field.metadata().json().split("[{,]\"", -1));
      keys.stream()
          .filter(key -> key.matches("[a-z.]+\":.*"))
          .forEach(key -> found.add("metadata of columns: " + key.substring(0, key.indexOf('"'))));
    }
  }

  /** Event logs have the classes, with which Spark's history server shows the numbers. */
  private void metrics() throws ReflectiveOperationException {
    Arrays.stream(ScanMetrics.all()).forEach(this::metric);
    for (Class<?> type : WriteMetrics.class.getClasses()) {
      if (CustomMetric.class.isAssignableFrom(type)) {
        metric((CustomMetric) type.getDeclaredConstructor().newInstance());
      }
    }
  }

  private void metric(CustomMetric metric) {
    found.add("metric " + metric.name() + ": " + metric.description());
    found.add("class of metric " + metric.name() + ": " + metric.getClass().getName());
  }

  private void errors() {
    for (Class<?> type : List.of(ArrayFileException.class, InvalidArrayException.class)) {
      found.add("error " + type.getName() + " is a " + type.getSuperclass().getName());
    }
    fails("an unknown option", () -> load(folder, "dtyp", "int8"));
    fails("no file", () -> load(folder.resolve("none.npy")));
    fails("an unknown dtype", () -> load(folder.resolve("c.dat"), "dtype", "int9"));
    fails(
        "a file that is too short",
        () -> load(folder.resolve("c.dat"), "dtype", "f8", "shape", "9"));
    fails("no table", () -> SPARK.spark().table("arrays.`" + folder + "/none.npy`"));
    fails(
        "a value that does not fit",
        () ->
            SPARK
                .spark()
                .range(300, 301)
                .write()
                .format("memmap")
                .option("dtype", "int8")
                .save(folder.resolve("d.dat").toString()));
  }

  private void fails(String how, Runnable action) {
    Throwable error = catchThrowable(action::run);
    while (error.getCause() != null) {
      error = error.getCause();
    }
    Class<?> type = error instanceof AnalysisException ? AnalysisException.class : error.getClass();
    found.add("error of " + how + ": " + type.getName());
  }

  private void functions() {
    SPARK
        .spark()
        .sql(
            "SELECT arrays.memmap_row_block_10(id), arrays.memmap_reversed_row_block_10(id) FROM"
                + " range(1)")
        .collectAsList();
    found.add("function memmap_row_block_N");
    found.add("function memmap_reversed_row_block_N");
  }
}
