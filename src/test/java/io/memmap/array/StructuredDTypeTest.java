package io.memmap.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructuredDTypeTest {
  private static final DType BYTE = DType.parse("i1");
  private static final DType DOUBLE = DType.parse(">f8");
  private static final DType SHORT = DType.parse("<u2");

  @Test
  void packedFieldsLieOneBehindTheOtherUnaligned() {
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
    assertThat(dtype).hasToString(dtype.descr());
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
  void itDoesNotFollowTheListItWasMadeOf() {
    List<DTypeField> fields = new ArrayList<>(List.of(new DTypeField("x", SHORT, 0)));
    StructuredDType dtype = new StructuredDType(fields, 2);
    fields.clear();
    assertThat(dtype.fields()).hasSize(1);
    assertThatThrownBy(() -> dtype.fields().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void itIsItsFields() {
    StructuredDType dtype = StructuredDType.packed(List.of("x", "y"), List.of(BYTE, SHORT));
    assertThat(StructuredDType.packed(List.of("x", "y"), List.of(BYTE, SHORT))).isEqualTo(dtype);
    assertThat(StructuredDType.packed(List.of("y", "x"), List.of(BYTE, SHORT))).isNotEqualTo(dtype);
    assertThat(StructuredDType.packed(List.of("x", "y"), List.of(SHORT, BYTE))).isNotEqualTo(dtype);
  }
}
