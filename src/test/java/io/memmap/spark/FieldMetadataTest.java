package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.RandomArrays;
import io.memmap.array.ScalarDType;
import io.memmap.array.dtype.DTypes;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The metadata of a schema's fields. */
class FieldMetadataTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;
  private String file;

  static Stream<ScalarDType> dtypes() {
    return RandomArrays.scalars().stream();
  }

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.write(folder.resolve("a.dat"), new byte[240]).toString();
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void everyColumnCarriesItsDTypeAndIsNeverNull(ScalarDType dtype) {
    List<List<StructField>> schemas =
        List.of(
            fields(read("dtype", dtype.descr(), "shape", "5")),
            fields(read("dtype", dtype.descr(), "shape", "5,3")),
            fields(read("dtype", dtype.descr(), "shape", "5,3", "layout", "array")),
            fields(read("dtype", dtype.descr(), "shape", "5,3,2", "order", "F")));
    assertThat(schemas)
        .allSatisfy(
            fields ->
                assertThat(fields)
                    .isNotEmpty()
                    .allMatch(field -> dtype.descr().equals(dtypeOf(field)))
                    .noneMatch(StructField::nullable));
  }

  @Test
  void aRenamedAndWidenedColumnCarriesWhatIsStored() {
    List<StructField> fields = fields(read("dtype", ">i2", "shape", "5").schema("wide bigint"));
    assertThat(fields).extracting(FieldMetadataTest::dtypeOf).containsExactly(">i2");
  }

  @Test
  void theFieldsOfAStructCarryTheirOwn() {
    assertThat(
            fields(read("shape", "13").schema("b boolean, d double, n decimal(20,0), x tinyint")))
        .extracting(FieldMetadataTest::dtypeOf)
        .containsExactlyElementsOf(dtypesOf("?", "d", "u8", "i1"));
  }

  private static List<String> dtypesOf(String... texts) {
    return Stream.of(texts).map(text -> DTypes.parse(text).descr()).toList();
  }

  private static String dtypeOf(StructField field) {
    return field.metadata().getString("memmap.dtype");
  }

  private List<StructField> fields(DataFrameReader reader) {
    return List.of(reader.load(file).schema().fields());
  }

  private static DataFrameReader read(String... options) {
    DataFrameReader reader = SPARK.spark().read().format("memmap");
    for (int i = 0; i < options.length; i += 2) {
      reader.option(options[i], options[i + 1]);
    }
    return reader;
  }
}
