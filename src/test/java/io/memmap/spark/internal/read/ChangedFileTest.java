package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files that change between {@code load}, planning and running. */
class ChangedFileTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private Path file;
  private Dataset<Row> rows;

  @BeforeEach
  void loadArray() throws IOException {
    file = ArrayFiles.counting(folder.resolve("a.dat"), 100);
    rows = Plans.memmap(SPARK.spark(), "dtype", "<i4", "shape", "100").load(file.toString());
  }

  @Test
  void aFileDeletedSinceLoadFailsPlanning() throws IOException {
    Files.delete(file);
    assertThatThrownBy(rows::collectAsList)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("file " + file + ": not found; check the name");
  }

  @Test
  void aFileTruncatedSinceLoadFailsPlanning() throws IOException {
    Files.write(file, new byte[399]);
    assertThatThrownBy(rows::collectAsList)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(tooShort());
  }

  @Test
  void aFileDeletedSincePlanningIsNamedInTheError() throws IOException {
    plan();
    Files.delete(file);
    assertThatThrownBy(rows::collectAsList)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("file " + file + ": not found");
  }

  @Test
  void aFileTruncatedSincePlanningFailsBeforeTasks() throws IOException {
    plan();
    Files.write(file, new byte[399]);
    assertThatThrownBy(rows::collectAsList)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(tooShort());
  }

  @Test
  void aFileReplacedSincePlanningFailsBeforeTasks() throws IOException {
    plan();
    Path other = Files.write(folder.resolve("b.dat"), new byte[400]);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(rows::collectAsList)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("file " + file + ": replaced by another file after the query was");
  }

  @Test
  void valuesOfAnotherProgramAreRead() throws IOException {
    plan();
    Files.write(file, new byte[] {42}, StandardOpenOption.WRITE);
    assertThat(rows.first().getInt(0)).isEqualTo(42);
  }

  private void plan() {
    assertThat(rows.queryExecution().executedPlan()).isNotNull();
  }

  private String tooShort() {
    return "file "
        + file
        + ": expected 400 bytes, found 399; it was cut after the query was planned; write the array"
        + " again and reload it";
  }
}
