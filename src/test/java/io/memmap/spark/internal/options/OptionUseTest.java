package io.memmap.spark.internal.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.spark.MemmapCatalog;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.DataFrameReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that the statement would not use. */
class OptionUseTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.write(folder.resolve("a.dat"), new byte[8]);
  }

  private static DataFrameReader memmap() {
    return SPARK.spark().read().format("memmap");
  }

  @Test
  void filesThatCannotBeReadAreNotIgnored() {
    assertThatThrownBy(() -> memmap().option("ignoreCorruptFiles", "true").load(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("option ignoreCorruptFiles='true': ")
        .hasMessageContaining("pathGlobFilter");
    assertThat(memmap().option("ignoreCorruptFiles", "false").load(file.toString()).count())
        .isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({"casting,unsafe", "nullValue,0", "sync,false", "SYNC,true"})
  void optionsOfWritesAreRefusedByReads(String key, String value) {
    assertThatThrownBy(() -> memmap().option(key, value).load(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "='" + value + "': says how rows are written; leave it out of a read");
  }

  @ParameterizedTest
  @CsvSource({
    "member,a",
    "slice,0:10",
    "access,read",
    "numPartitions,2",
    "partitionBytes,64m",
    "batchRows,7",
    "pushdown,false",
    "binaryAsString,true",
    "repair,true",
    "recursiveFileLookup,true",
    "pathGlobFilter,*.npy",
    "modifiedBefore,2020-01-01T00:00:00",
    "modifiedAfter,2020-01-01T00:00:00",
    "ignoreMissingFiles,true",
    "ignoreCorruptFiles,true",
    "basePath,/tmp"
  })
  void optionsOfReadsAreRefusedBySaves(String key, String value) {
    String path = folder.resolve("new.dat").toString();
    assertThatThrownBy(
            () -> SPARK.spark().range(3).write().format("memmap").option(key, value).save(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("='" + value + "': says how files are read; leave it out of a save");
    assertThat(Path.of(path)).doesNotExist();
  }

  @Test
  void tablesAreReadAndWritten() {
    SPARK.spark().conf().set("spark.sql.catalog.used", MemmapCatalog.class.getName());
    String name = "used.`" + folder + "/t.npy?access=read&sync=false&casting=unsafe`";
    SPARK.spark().sql("CREATE TABLE " + name + " AS SELECT id FROM range(3)");
    assertThat(SPARK.spark().table(name).count()).isEqualTo(3);
    assertThatThrownBy(() -> SPARK.spark().table("used.`" + folder + "/t.npy?slice=%zz`"))
        .hasMessageContaining("'slice=%zz' has a % that begins no %XX");
  }

  /** More tasks than the driver has memory for. */
  @Test
  void partitionsHaveALimit() throws IOException {
    Path many = ArrayFiles.sparse(folder.resolve("many.dat"), 20_000_000);
    assertThatThrownBy(
            () ->
                memmap()
                    .option("numPartitions", "20000000")
                    .load(many.toString())
                    .selectExpr("sum(value)")
                    .collectAsList())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("option numPartitions='20000000': ")
        .hasMessageContaining("at most 100000");
    assertThat(memmap().option("numPartitions", "20000000").load(file.toString()).count())
        .isEqualTo(8);
  }
}
