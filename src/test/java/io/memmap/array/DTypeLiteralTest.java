package io.memmap.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.dtype.DTypes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Structs and sub-arrays, parsed from texts that NumPy takes and Python prints. */
class DTypeLiteralTest {
  private static final DType INT = new ScalarDType(ScalarKind.INT32, Endian.LITTLE);
  private static final DType DOUBLE = new ScalarDType(ScalarKind.FLOAT64, Endian.BIG);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<i4,>f8",
        "<i4, >f8 ",
        "[('f0', '<i4'), ('f1', '>f8')]",
        "[('', '<i4'), ('', '>f8')]",
        " [('f0', '<i4'), ('f1', '>f8')]",
        "dtype([('f0', '<i4'), ('f1', '>f8')])",
        "[(\"f0\", \"\"\"<i4\"\"\"), (u'f1', '>' 'f8',),]",
        "[('f0', dtype('int32')), ('f1', dtype('>f8'))]",
        "[('f0', <class 'numpy.int32'>), ('f1', '>f8')]",
        "{'names': ['f0', 'f1'], 'formats': ['<i4', '>f8']}",
        "{'f1': ('>f8', 4), 'f0': ('<i4', 0)}"
      })
  void manyTextsMeanTheSameStruct(String text) {
    assertThat(DTypes.parse(text))
        .isEqualTo(StructuredDType.packed(List.of("f0", "f1"), List.of(INT, DOUBLE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(2,3)<i4",
        "<(2,3)i4",
        "( 2, 3 )<i4",
        "('<i4', (2, 3))",
        "('<i4', [2, 3])",
        "(<class 'numpy.int32'>, (2, 3))",
        "dtype(('<i4', (2, 3)))"
      })
  void manyTextsMeanTheSameSubArray(String text) {
    assertThat(DTypes.parse(text)).isEqualTo(new SubArrayDType(INT, Shape.of(2, 3)));
  }

  @ParameterizedTest
  @CsvSource({
    "M8[s/4], <M8[250ms]",
    "m8[W/7], <m8[D]",
    "M8[Y/13], <M8[4W]",
    "M8[D/86400], <M8[s]",
    ">datetime64[25s], >M8[25s]",
    "timedelta64, <m8",
    "M8[generic], <M8",
    "m8[0s], <m8[0s]",
    "M8[1s], <M8[s]"
  })
  void timesHaveUnitsWithMultiplesAndDivisors(String text, String descr) {
    assertThat(DTypes.parse(text).descr()).isEqualTo(descr);
  }

  @Test
  void alignedFieldsLieAsInC() {
    StructuredDType dtype =
        (StructuredDType)
            DTypes.parse("dtype([('a', 'i1'), ('b', [('x', 'i1'), ('y', '<f8')])], align=True)");
    assertThat(dtype.fields()).extracting(DTypeField::offset).containsExactly(0, 8);
    assertThat(dtype.itemsize()).isEqualTo(24);
  }

  @Test
  void aHeaderReadsSomeDescriptionsDifferently() {
    String gap = "[('x', '<i4'), ('', '|V4')]";
    assertThat(((StructuredDType) DTypes.parse(gap)).fields()).hasSize(2);
    assertThat(((StructuredDType) DTypes.ofDescr(gap)).fields()).hasSize(1);
    assertThat(DTypes.ofDescr(gap).itemsize()).isEqualTo(8);
    assertThatThrownBy(() -> DTypes.ofDescr("{'names': ['x'], 'formats': ['<i4']}"))
        .hasMessageContaining("descr is a string, a list of fields, or a tuple of dtype and shape");
    assertThatThrownBy(() -> DTypes.ofDescr("[('x', <class 'float'>)]"))
        .hasMessageContaining("unexpected '<'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<i4",
        "|S0",
        ">U3",
        ">m8[25s]",
        "('<i4', (2, 3))",
        "[('a', '|i1'), (('title', 'b'), '>c16', (2,))]",
        "{'names': ['a', ''], 'formats': ['|i1', '<f8'], 'offsets': [4, 0], 'itemsize': 16}",
        "[('it\\'s \"q\"', [('é', '|V3')], (1,))]"
      })
  void everyDTypeIsReadFromItsOwnText(String text) {
    DType dtype = DTypes.parse(text);
    assertThat(dtype.text()).isEqualTo(text);
    assertThat(DTypes.parse(dtype.text())).isEqualTo(dtype);
  }
}
