package io.memmap.array;

import java.io.Serializable;

/** The type of one element of an array. */
public sealed interface DType extends Serializable
    permits ScalarDType,
        ComplexDType,
        BytesDType,
        UnicodeDType,
        VoidDType,
        TimeDType,
        StructuredDType,
        SubArrayDType {

  /** Bytes of one element. */
  int itemsize();

  /** NumPy's text for this dtype, as in a {@code .npy} header: {@code <f4}, {@code |u1}. */
  String descr();

  /** The dtype of the elements inside sub-arrays of any depth; this dtype if it is not one. */
  default DType innermost() {
    return this;
  }

  /**
   * A text with all byte orders, which {@code DTypes.parse} reads as an equal dtype. Unlike {@link
   * #descr}, every dtype has one.
   */
  default String text() {
    return DTypeText.text(this);
  }
}
