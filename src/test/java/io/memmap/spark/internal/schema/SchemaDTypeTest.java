package io.memmap.spark.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.Endian;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dtype that a schema implies if no option gives one. */
class SchemaDTypeTest {
  @ParameterizedTest(name = "{0}, shape {1}: {2}")
  @CsvSource(
      delimiter = ':',
      textBlock =
          """
          x float                        :       : =f4
          x float                        : 10    : =f4
          x float                        : 10,1  : =f4
          x boolean                      :       : |b1
          x tinyint                      :       : |i1
          x smallint                     :       : =i2
          x int                          :       : =i4
          x bigint                       :       : =i8
          x decimal(20,0)                :       : =u8
          x double                       :       : =f8
          x date                         :       : =M8[D]
          x timestamp_ntz                :       : =M8[us]
          x timestamp                    :       : =M8[us]
          x interval day to second       :       : =m8[us]
          x interval year to month       :       : =m8[M]
          x array<float>                 : 10,3  : =f4
          x array<array<double>>         : 9,3,2 : =f8
          x float, y float               : 10,2  : =f4
          x float, y float, z float      : -1,3  : =f4
          x float, y float               :       : [('x', '=f4'), ('y', '=f4')]
          x float, y float               : 10    : [('x', '=f4'), ('y', '=f4')]
          x float, y float               : 2,3,4 : [('x', '=f4'), ('y', '=f4')]
          x float, y int                 : 10,2  : [('x', '=f4'), ('y', '=i4')]
          b tinyint, d double, s smallint :      : [('b', '|i1'), ('d', '=f8'), ('s', '=i2')]
          """)
  void aSchemaIsAnArrayOfEqualTypesOrAPackedStruct(String schema, String shape, String descr) {
    assertThat(
            SchemaDType.of(
                    Arrays.asList(StructType.fromDDL(schema).fields()),
                    Optional.ofNullable(shape).map(Shape::parse))
                .descr())
        .isEqualTo(descr.replace('=', Endian.NATIVE.prefix()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "string",
        "binary",
        "decimal(10,2)",
        "array<string>",
        "map<int,int>",
        "struct<a:string>",
        "struct<a:array<int>>"
      })
  void aTypeWithoutANumPyNumberIsRefused(String type) {
    StructType schema = StructType.fromDDL("x int, y " + type);
    assertThatThrownBy(() -> SchemaDType.of(Arrays.asList(schema.fields()), Optional.empty()))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "schema column y "
                + type
                + ": no NumPy dtype follows from this type; use boolean, tinyint, smallint, int,"
                + " bigint, float, double, decimal(20,0), date, timestamp_ntz, or a struct of"
                + " these, or give option dtype");
  }

  @Test
  void partsOfComplexNumbersAndOtherStructsAreFields() {
    ScalarDType single = new ScalarDType(ScalarKind.FLOAT32, Endian.NATIVE);
    ScalarDType integer = new ScalarDType(ScalarKind.INT32, Endian.NATIVE);
    ComplexDType complex = new ComplexDType(ScalarKind.FLOAT32, Endian.NATIVE);
    assertThat(dtype("z struct<real: float, imag: float>")).isEqualTo(complex);
    assertThat(dtype("z array<struct<real: float, imag: float>>")).isEqualTo(complex);
    assertThat(dtype("p struct<x: float, y: int>, z int"))
        .isEqualTo(
            StructuredDType.packed(
                List.of("p", "z"),
                List.of(
                    StructuredDType.packed(List.of("x", "y"), List.of(single, integer)), integer)));
    assertThat(dtype("p struct<x: float>"))
        .isEqualTo(
            StructuredDType.packed(
                List.of("p"), List.of(StructuredDType.packed(List.of("x"), List.of(single)))));
  }

  private static DType dtype(String schema) {
    return SchemaDType.of(Arrays.asList(StructType.fromDDL(schema).fields()), Optional.empty());
  }
}
