package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.testing.PythonEnvironment;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Neither a write in place nor advice in a message destroys a file that NumPy can open. */
class KeptHeaderTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("kept");

  /** Copies of the files under names with other extensions. */
  private static final String MAKE =
      """
      import sys, shutil, numpy as np
      folder = sys.argv[1]
      a = np.arange(16.0)
      np.save(folder + "/a.npy", a)
      np.savez(folder + "/m.npz", data=a, other=np.arange(3))
      shutil.copy(folder + "/a.npy", folder + "/npy.dat")
      shutil.copy(folder + "/m.npz", folder + "/zip.dat")
      """;

  private static final String OPEN =
      """
      import sys, numpy as np
      opened = np.load(sys.argv[1])
      found = opened["data"] if hasattr(opened, "files") else opened
      assert np.array_equal(found, eval(sys.argv[2])), found
      """;

  @TempDir static Path scripts;
  @TempDir Path folder;

  private static PythonEnvironment python;
  private static Path make;
  private static Path open;

  @BeforeAll
  static void prepare() throws IOException {
    python = PythonEnvironment.withNumPy("oracle-venv");
    make = Files.writeString(scripts.resolve("make.py"), MAKE);
    open = Files.writeString(scripts.resolve("open.py"), OPEN);
  }

  @BeforeEach
  void save() throws IOException {
    python.runScript(make, folder);
  }

  private DataFrameWriter<Row> append(String... options) {
    return SPARK
        .spark()
        .range(2)
        .selectExpr("id i", "-1D v")
        .write()
        .format("memmap")
        .mode("append")
        .options(Mistake.map(options));
  }

  private DataFrameWriter<Row> update(String... options) {
    return append(options).option("mode", "r+").option("rowIndex", "i");
  }

  private String refused(Runnable write, Path file) throws IOException {
    byte[] before = Files.readAllBytes(file);
    Throwable error = InPlaceTest.deepest(catchThrowable(write::run));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(error).isInstanceOf(IllegalArgumentException.class);
    assertThat(error.getMessage()).doesNotContain("header=none");
    return error.getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "a.npy, none",
    "m.npz, none",
    "m.npz, ''",
    "npy.dat, none",
    "npy.dat, ''",
    "zip.dat, none",
    "zip.dat, ''"
  })
  void aWriteInPlaceOfBytesLeavesHeadersAlone(String name, String header) throws IOException {
    Path file = folder.resolve(name);
    Map<String, String> options =
        header.isEmpty() ? Map.of("dtype", "f8") : Map.of("dtype", "f8", "header", header);
    refused(() -> update("shape", "16").options(options).save(file.toString()), file);
    refused(
        () ->
            SPARK
                .spark()
                .range(2)
                .selectExpr("id i0", "-1D v")
                .write()
                .format("memmap")
                .mode("append")
                .option("mode", "r+")
                .option("layout", "cells")
                .option("shape", "16")
                .options(options)
                .save(file.toString()),
        file);
    refused(() -> append("rowIndex", "i").options(options).save(file.toString()), file);
    refused(
        () ->
            SPARK
                .spark()
                .sql("SELECT 1D v")
                .write()
                .format("memmap")
                .mode("append")
                .options(options)
                .save(file.toString()),
        file);
  }

  @ParameterizedTest
  @CsvSource({
    "a.npy, header=none&dtype=f8",
    "m.npz, member=data",
    "m.npz, header=none&dtype=f8&shape=16",
    "zip.dat, header=none&dtype=f8&shape=16"
  })
  void soDoesAStatementOfSql(String name, String options) throws IOException {
    Path file = folder.resolve(name);
    String table = "kept.`" + file + "?" + options + "`";
    refused(() -> SPARK.spark().sql("UPDATE " + table + " SET value = 0 WHERE _row = 0"), file);
    refused(() -> SPARK.spark().sql("INSERT INTO " + table + " VALUES (7D)"), file);
  }

  @Test
  void anOffsetInsideOfAHeaderIsRefusedAsWell() throws IOException {
    Path file = folder.resolve("a.npy");
    for (String offset : new String[] {"0", "8", "120"}) {
      refused(
          () ->
              update("header", "none", "dtype", "f8", "shape", "16", "offset", offset)
                  .save(file.toString()),
          file);
    }
  }

  @Test
  void anArchiveIsRefusedAtEveryOffsetForItsChecksums() throws IOException {
    Path file = folder.resolve("m.npz");
    refused(
        () ->
            update("header", "none", "dtype", "f8", "shape", "16", "offset", "256")
                .save(file.toString()),
        file);
  }

  @Test
  void theAdviceLeavesAFileThatNumPyOpens() throws IOException {
    Path file = folder.resolve("a.npy");
    String bare =
        refused(
            () -> update("header", "none", "dtype", "f8", "shape", "16").save(file.toString()),
            file);
    assertThat(bare).contains("give header=npy");
    update("header", "npy").save(file.toString());
    python.runScript(open, file, "np.r_[-1.0, -1.0, np.arange(2.0, 16.0)]");
    Path other = folder.resolve("npy.dat");
    update("header", "npy").save(other.toString());
    python.runScript(open, other, "np.r_[-1.0, -1.0, np.arange(2.0, 16.0)]");
    SPARK
        .spark()
        .sql("SELECT 1D v")
        .write()
        .format("memmap")
        .mode("append")
        .option("header", "npy")
        .save(other.toString());
    python.runScript(open, other, "np.r_[-1.0, -1.0, np.arange(2.0, 16.0), 1.0]");
  }

  @Test
  void anExplicitOffsetAllowsWritingBytes() throws IOException {
    Path file = folder.resolve("a.npy");
    update("header", "none", "dtype", "f8", "shape", "16", "offset", "128").save(file.toString());
    python.runScript(open, file, "np.r_[-1.0, -1.0, np.arange(2.0, 16.0)]");
  }

  @Test
  void anOptionThatContradictsTheHeaderIsLeftOutOrTheArrayIsMadeAnew() throws IOException {
    Path file = folder.resolve("a.npy");
    for (String[] option : new String[][] {{"dtype", "f4"}, {"shape", "8"}, {"offset", "8"}}) {
      String message = refused(() -> update(option).save(file.toString()), file);
      assertThat(message).contains("leave ");
    }
    update().save(file.toString());
    python.runScript(open, file, "np.r_[-1.0, -1.0, np.arange(2.0, 16.0)]");
    assertThat(refused(() -> update("dtype", "f4").save(file.toString()), file))
        .contains("save mode overwrite");
    append("dtype", "f4", "rowIndex", "i").mode("overwrite").save(file.toString());
    python.runScript(open, file, "np.full(2, -1, 'f4')");
  }

  @Test
  void aWriteToTheNameOfAnArchiveAdvisesANameThatNumPyOpens() throws IOException {
    Path file = folder.resolve("m.npz");
    String message = refused(() -> append().mode("overwrite").save(file.toString()), file);
    assertThat(message).contains("ends in .npy");
    Path npy = folder.resolve("m.npy");
    append("rowIndex", "i").mode("overwrite").save(npy.toString());
    python.runScript(open, npy, "np.full(2, -1.0)");
    python.runScript(open, file, "np.arange(16.0)");
  }
}
