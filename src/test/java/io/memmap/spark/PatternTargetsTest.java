package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of names are read, but never written or deleted. */
class PatternTargetsTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays");

  private static final String PATTERN = "is a pattern of names";
  @TempDir Path folder;

  @BeforeEach
  void save() throws IOException {
    byte[] array = NpyHeader.encode(DTypes.parse("<i8"), Shape.of(0), Order.C);
    Files.write(folder.resolve("part-1.npy"), array);
    Files.write(folder.resolve("part-2.npy"), array);
  }

  private static Dataset<Row> rows() {
    return SPARK.spark().range(3).toDF("value");
  }

  private void assertTwoFilesLeft() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("part-1.npy", "part-2.npy");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO {} VALUES (7)",
        "INSERT OVERWRITE {} VALUES (7)",
        "UPDATE {} SET value = 7",
        "CREATE OR REPLACE TABLE {} AS SELECT 7L value",
        "DROP TABLE {} PURGE"
      })
  void statementsChangeNoPattern(String statement) throws IOException {
    for (String name : new String[] {"part-*.npy", "part-[1].npy", "part-{1,2}.npy"}) {
      String table = "arrays.`" + folder + "/" + name + "`";
      assertThatThrownBy(() -> SPARK.spark().sql(statement.replace("{}", table)))
          .as(name)
          .hasStackTraceContaining(statement.startsWith("UPDATE") ? anotherWay(name) : PATTERN);
      assertTwoFilesLeft();
    }
  }

  /** The read of an update reports it. */
  private static String anotherWay(String name) {
    return name.contains("[") ? "not found; did you mean 'part-1.npy'" : "UPDATE of several files";
  }

  @ParameterizedTest
  @ValueSource(strings = {"overwrite", "errorifexists", "append", "ignore"})
  void noSaveMakesAFileOfAPattern(String mode) throws IOException {
    String path = folder.resolve("part-*.npy").toString();
    assertThatThrownBy(() -> rows().write().format("memmap").mode(mode).save(path))
        .hasMessageContaining("is a pattern of names, and a write makes one file");
    assertThatThrownBy(() -> rows().writeTo("arrays.`" + path + "`").append())
        .hasStackTraceContaining(PATTERN);
    assertTwoFilesLeft();
  }

  @Test
  void aFileWithThatVeryNameIsNotAPattern() throws IOException {
    Path file = folder.resolve("part-[1].npy");
    Files.copy(folder.resolve("part-1.npy"), file);
    rows().write().format("memmap").mode("append").save(file.toString());
    assertThat(SPARK.spark().read().format("memmap").load(file.toString()).count()).isEqualTo(3);
  }
}
