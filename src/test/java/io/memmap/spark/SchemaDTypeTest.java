package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Endian;
import io.memmap.array.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dtype that a schema stands for where no option names one. */
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
      strings = {"string", "binary", "date", "decimal(10,2)", "array<string>", "map<int,int>"})
  void aTypeWithoutANumPyNumberIsRefused(String type) {
    StructType schema = StructType.fromDDL("x int, y " + type);
    assertThatThrownBy(() -> SchemaDType.of(Arrays.asList(schema.fields()), Optional.empty()))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "schema column y "
                + type
                + ": no NumPy dtype follows from this type; use boolean, tinyint, smallint, int,"
                + " bigint, float, double, decimal(20,0), or give option dtype");
  }
}
