package io.memmap.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code df.write.format("memmap").save(path)}. */
class SinkTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.dat");
  }

  private static Dataset<Row> rows(long count, String... expressions) {
    return SPARK.spark().range(0, count, 1, 3).selectExpr(expressions);
  }

  private static DataFrameWriter<Row> writer(Dataset<Row> rows) {
    return rows.write().format("memmap").mode("overwrite");
  }

  private void save(Dataset<Row> rows) {
    writer(rows).save(file.toString());
  }

  private ByteBuffer bytes() throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private AbstractThrowableAssert<?, ?> assertFails(DataFrameWriter<Row> writer) {
    return assertThatThrownBy(() -> writer.save(file.toString())).rootCause();
  }

  private void assertNothingElse(Path... expected) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(expected);
    }
  }

  @Test
  void theDefaultModeMakesANewFileAndRefusesOneThatIsThere() throws IOException {
    rows(10, "id").write().format("memmap").save(file.toString());
    assertThat(bytes().asLongBuffer().get(9)).isEqualTo(9);
    assertThatThrownBy(() -> rows(5, "id").write().format("memmap").save(file.toString()))
        .hasMessageContaining("PATH_ALREADY_EXISTS");
    assertThat(Files.size(file)).isEqualTo(80);
    assertNothingElse(file);
  }

  @Test
  void ignoreLeavesAFileThatIsThere() throws IOException {
    save(rows(10, "id"));
    rows(5, "id").write().format("memmap").mode("ignore").save(file.toString());
    assertThat(Files.size(file)).isEqualTo(80);
  }

  @Test
  void partitionsFollowOneAnother() throws IOException {
    save(rows(1_000, "cast(id as int) id").repartitionByRange(7, col("id")));
    for (int i = 0; i < 1_000; i++) {
      assertThat(bytes().getInt(4 * i)).isEqualTo(i);
    }
  }

  @Test
  void equalColumnsAreATableAndOthersAPackedStruct() throws IOException {
    save(rows(3, "id", "id * 10 as b"));
    assertThat(bytes().asLongBuffer().get(5)).isEqualTo(20);
    save(rows(3, "cast(id as tinyint) a", "cast(id / 2 as double) b"));
    assertThat(Files.size(file)).isEqualTo(27);
    assertThat(bytes().getDouble(2 * 9 + 1)).isEqualTo(1.0);
  }

  @Test
  void arraysAreRowsAndTheirLengthsMustAgree() throws IOException {
    save(rows(4, "array(array(id, id), array(id, 7))"));
    assertThat(Files.size(file)).isEqualTo(4 * 4 * 8);
    assertThat(bytes().asLongBuffer().get(15)).isEqualTo(7);
    assertFails(writer(rows(5, "sequence(0, id) v")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("column v: ragged");
    assertThat(Files.size(file)).isEqualTo(4 * 4 * 8);
    assertNothingElse(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if(id = 0, null, array(array(id)))",
        "if(id = 2, null, array(array(id)))",
        "array(if(id = 0, null, array(id)))",
        "array(if(id = 2, null, array(id)))"
      })
  void aNullInPlaceOfAnArrayNamesItsColumn(String array) {
    assertFails(writer(rows(3, array + " v")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("row 0 of partition")
        .hasMessageContaining("column v: a null array has no place");
  }

  @Test
  void aLongerFirstAxisIsZeroes() throws IOException {
    writer(rows(4, "id")).option("shape", "5,2").save(file.toString());
    assertThat(Files.size(file)).isEqualTo(80);
    assertThat(bytes().asLongBuffer().get(4)).isZero();
    assertThatThrownBy(() -> writer(rows(4, "id")).option("shape", "-1,3").save(file.toString()))
        .hasStackTraceContaining("shape (-1, 3): found 4 elements");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void rowsGoWhereTheirIndexSays(String order) {
    Dataset<Row> permuted =
        rows(1_000, "(id * 7) % 1000 i", "(id * 7) % 1000 * 2 a", "-((id * 7) % 1000) b");
    writer(permuted).option("rowIndex", "i").option("order", order).save(file.toString());
    Dataset<Row> back =
        SPARK
            .spark()
            .read()
            .format("memmap")
            .option("dtype", "int64")
            .option("shape", "1000,2")
            .option("order", order)
            .option("rowIndex", "i")
            .load(file.toString());
    assertThat(back.where("_c0 = 2 * i AND _c1 = -i").count()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource({"id % 50, 50 duplicate indices", "id * 2, 99 missing indices"})
  void indicesThatAreNotOneEachPublishNothing(String index, String message) throws IOException {
    save(rows(7, "id"));
    DataFrameWriter<Row> writer = writer(rows(100, index + " i", "id v")).option("rowIndex", "i");
    assertThatThrownBy(() -> writer.save(file.toString())).hasMessageContaining(message);
    assertThat(Files.size(file)).isEqualTo(56);
    assertNothingElse(file);
  }

  @Test
  void valuesThatDoNotFitNameColumnAndRow() throws IOException {
    save(rows(7, "id"));
    assertFails(writer(SPARK.spark().range(250, 260, 1, 1).toDF("x")).option("dtype", "uint8"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "file "
                + file
                + ": row 6 of partition 0, column x: 256 is out of range for uint8; give another"
                + " dtype, or casting=unsafe");
    assertFails(writer(rows(3, "if(id = 1, null, id) x"))).hasMessageContaining("null");
    assertThat(Files.size(file)).isEqualTo(56);
    assertNothingElse(file);
  }

  @Test
  void aValueForNull() throws IOException {
    writer(rows(3, "if(id = 1, null, cast(id as double)) x"))
        .option("nullValue", "nan")
        .save(file.toString());
    assertThat(bytes().asDoubleBuffer().get(1)).isNaN();
  }

  @Test
  void numPysWordsForCasting() throws IOException {
    DataFrameWriter<Row> narrow = writer(rows(300, "id")).option("dtype", "uint8");
    assertThatThrownBy(() -> narrow.option("casting", "same_kind").save(file.toString()))
        .hasMessageContaining("casting='same_kind' does not allow int64 to uint8");
    narrow.option("casting", "unsafe").save(file.toString());
    assertThat(bytes().get(256)).isZero();
  }

  @Test
  void whatWasReadKeepsItsDType() throws IOException {
    writer(rows(100, "id")).option("dtype", ">u2").save(file.toString());
    Path copy = folder.resolve("copy.dat");
    SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", ">u2")
        .load(file.toString())
        .where("value >= 50")
        .write()
        .format("memmap")
        .save(copy.toString());
    assertThat(Files.readAllBytes(copy))
        .isEqualTo(Arrays.copyOfRange(Files.readAllBytes(file), 100, 200));
  }

  @Test
  void aLinkIsFollowedAndPermissionsStay() throws IOException {
    save(rows(2, "id"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link.dat"), file);
    writer(rows(9, "id")).save(link.toString());
    assertThat(link).isSymbolicLink();
    assertThat(Files.size(file)).isEqualTo(72);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aLinkToNothingIsFollowedTooAndOneInACircleIsNot() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.dat"), Path.of("a.dat"));
    writer(rows(9, "id")).save(link.toString());
    assertThat(link).isSymbolicLink();
    assertThat(Files.size(file)).isEqualTo(72);
    Path circle = folder.resolve("circle.dat");
    Files.createSymbolicLink(circle, circle);
    assertThatThrownBy(() -> writer(rows(9, "id")).save(circle.toString()))
        .hasMessageContaining("file " + circle + ": is a symbolic link that leads back to itself");
  }

  @Test
  void aDeviceIsNotReplaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> writer(rows(9, "id")).save(pipe.toString()))
        .hasMessageContaining("file " + pipe + ": is a device or pipe, which is never overwritten");
    assertNothingElse(pipe);
  }

  @Test
  void aReaderKeepsTheOldArrayUntilItReopens() throws IOException {
    save(rows(2, "id + 1 as x"));
    try (FileChannel open = FileChannel.open(file)) {
      save(rows(2, "id + 5 as x"));
      ByteBuffer old = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      open.read(old, 0);
      assertThat(old.getLong(0)).isEqualTo(1);
    }
    assertThat(bytes().getLong(0)).isEqualTo(5);
  }

  @Test
  void mistakesAreToldBeforeAnyTask() throws IOException {
    assertThatThrownBy(() -> writer(rows(1, "id")).save(folder.toString()))
        .hasMessageContaining("is a directory, which is never overwritten");
    assertThatThrownBy(() -> writer(rows(1, "id")).option("mode", "r+").save(file.toString()))
        .hasMessageContaining("w+ goes with save mode overwrite");
    assertThatThrownBy(() -> writer(rows(1, "cast(id as string) s")).save(file.toString()))
        .hasMessageContaining(
            "column s string: all elements of an array have the same length, which this type does not have");
    assertThatThrownBy(() -> writer(rows(1, "id")).option("rowIndex", "i").save(file.toString()))
        .hasMessageContaining("the DataFrame has no column i");
    assertThatThrownBy(() -> writer(rows(1, "id")).option("dtpye", "i4").save(file.toString()))
        .hasMessageContaining("did you mean 'dtype'?");
    assertNothingElse();
  }
}
