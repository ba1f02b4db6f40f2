package io.memmap.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.dtype.DTypes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructuredDTypeTest {
  private static final DType BYTE = DTypes.parse("i1");
  private static final DType DOUBLE = DTypes.parse(">f8");
  private static final DType SHORT = DTypes.parse("<u2");

  @Test
  void packedFieldsFollowOneAnotherUnaligned() {
    StructuredDType dtype =
        StructuredDType.packed(List.of("b", "d", "s"), List.of(BYTE, DOUBLE, SHORT));
    assertThat(dtype.fields())
        .containsExactly(
            new DTypeField("b", BYTE, 0),
            new DTypeField("d", DOUBLE, 1),
            new DTypeField("s", SHORT, 9));
    assertThat(dtype.itemsize()).isEqualTo(11);
  }

  @Test
  void itPrintsAsNumPysList() {
    StructuredDType dtype = StructuredDType.packed(List.of("b", "d"), List.of(BYTE, DOUBLE));
    assertThat(dtype.descr()).isEqualTo("[('b', '|i1'), ('d', '>f8')]");
    assertThat(dtype).hasToString("[('b', 'i1'), ('d', '>f8')]");
    assertThat(dtype.text()).isEqualTo("[('b', '|i1'), ('d', '>f8')]");
  }

  @Test
  void aSingleFieldIsStillAStruct() {
    assertThat(StructuredDType.packed(List.of("x"), List.of(SHORT)).descr())
        .isEqualTo("[('x', '<u2')]");
  }

  @Test
  void withoutFieldsItHasNoBytes() {
    assertThat(StructuredDType.packed(List.of(), List.of()).itemsize()).isZero();
  }

  @Test
  void aStructCopiesItsListOfFields() {
    List<DTypeField> fields = new ArrayList<>(List.of(new DTypeField("x", SHORT, 0)));
    StructuredDType dtype = new StructuredDType(fields, 2);
    fields.clear();
    assertThat(dtype.fields()).hasSize(1);
    assertThatThrownBy(() -> dtype.fields().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void structsAreEqualByTheirFields() {
    StructuredDType dtype = StructuredDType.packed(List.of("x", "y"), List.of(BYTE, SHORT));
    assertThat(StructuredDType.packed(List.of("x", "y"), List.of(BYTE, SHORT))).isEqualTo(dtype);
    assertThat(StructuredDType.packed(List.of("y", "x"), List.of(BYTE, SHORT))).isNotEqualTo(dtype);
    assertThat(StructuredDType.packed(List.of("x", "y"), List.of(SHORT, BYTE))).isNotEqualTo(dtype);
  }

  @Test
  void gapsAreFieldsWithoutANameInTheDescr() {
    DType dtype =
        DTypes.parse(
            "{'names': ['b', 'd'], 'formats': ['i1', '>f8'], 'offsets': [2, 8], 'itemsize': 20}");
    assertThat(dtype.descr())
        .isEqualTo("[('', '|V2'), ('b', '|i1'), ('', '|V5'), ('d', '>f8'), ('', '|V4')]");
    assertThat(DTypes.ofDescr(dtype.descr())).isEqualTo(dtype);
    assertThat(DTypes.parse(dtype.text())).isEqualTo(dtype);
  }

  @Test
  void overlappingFieldsHaveATextButNoDescr() {
    DType dtype =
        DTypes.parse("{'names': ['a', 'b'], 'formats': ['<i4', '<i2'], 'offsets': [0, 0]}");
    assertThat(DTypes.parse(dtype.text())).isEqualTo(dtype);
    assertThatThrownBy(dtype::descr)
        .isInstanceOf(InvalidArrayException.class)
        .hasMessageStartingWith("dtype '{'names': ['a', 'b'], ")
        .hasMessageEndingWith(
            ": fields overlap or are out of order, which a descr can't say; choose the fields to"
                + " write, in the order of their offsets");
  }

  @Test
  void fieldsOfTheSameNameStillPrint() {
    assertThat(StructuredDType.packed(List.of("x", "x"), List.of(BYTE, BYTE)))
        .hasToString("[('x', 'i1'), ('x', 'i1')]");
  }

  @Test
  void anAlignedStructEqualsAPackedOneAndPrintsAsAligned() {
    DType aligned = DTypes.parse("dtype([('x', '<u2')], align=True)");
    assertThat(aligned)
        .isEqualTo(DTypes.parse("[('x', '<u2')]"))
        .hasSameHashCodeAs(DTypes.parse("[('x', '<u2')]"))
        .hasToString(
            "{'names': ['x'], 'formats': ['<u2'], 'offsets': [0], 'itemsize': 2, 'aligned': True}");
  }
}
