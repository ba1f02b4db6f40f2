package io.memmap.spark.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ScalarKind;
import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeMappingTest {
  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource(
      delimiter = ':',
      textBlock =
          """
          BOOL    : boolean, tinyint
          INT8    : tinyint, smallint, int, bigint
          INT16   : smallint, int, bigint
          INT32   : int, bigint
          INT64   : bigint
          UINT8   : smallint, int, bigint
          UINT16  : int, bigint
          UINT32  : bigint
          UINT64  : decimal(20,0), bigint
          FLOAT16 : float, double
          FLOAT32 : float, double
          FLOAT64 : double
          """)
  void aKindIsReadAsItsOwnTypeOrAWiderOne(ScalarKind kind, String types) {
    assertThat(TypeMapping.readableAs(kind))
        .extracting(DataType::simpleString)
        .containsExactly(types.split(", "));
    assertThat(TypeMapping.sparkType(kind)).isEqualTo(TypeMapping.readableAs(kind).get(0));
  }

  @ParameterizedTest
  @EnumSource
  void aKindIsStoredBackAsTheWidthOfItsOwnType(ScalarKind kind) {
    ScalarKind stored = TypeMapping.storedAs(TypeMapping.sparkType(kind)).orElseThrow();
    Set<ScalarKind> wider =
        EnumSet.of(ScalarKind.UINT8, ScalarKind.UINT16, ScalarKind.UINT32, ScalarKind.FLOAT16);
    if (wider.contains(kind)) {
      assertThat(stored.itemsize()).isEqualTo(2 * kind.itemsize());
    } else {
      assertThat(stored).isEqualTo(kind);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "string",
        "binary",
        "date",
        "timestamp",
        "decimal(20,1)",
        "decimal(19,0)",
        "array<int>",
        "struct<x:int>",
        "map<int,int>"
      })
  void otherTypesAreNotStored(String type) {
    assertThat(TypeMapping.storedAs(DataType.fromDDL(type))).isEmpty();
  }

  @Test
  void nullsAreNotStored() {
    assertThat(TypeMapping.storedAs(DataTypes.NullType)).isEmpty();
  }
}
