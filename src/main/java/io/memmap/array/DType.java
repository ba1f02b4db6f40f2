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

  /**
   * A text with every byte order in it that {@link #parse} reads as an equal dtype, also where
   * {@link #descr} has none to give.
   */
  default String text() {
    return DTypeText.text(this);
  }

  /**
   * The dtype that NumPy 2 on 64-bit Linux makes of {@code text}: a dtype string, a Python literal
   * of a list, dict or tuple, or what Python prints for a type.
   *
   * @throws InvalidArrayException if NumPy refuses the text, or the dtype cannot be read here
   */
  static DType parse(String text) {
    return DTypeParser.parse(text);
  }

  /**
   * The dtype that a {@code .npy} header means by {@code descr}, which is a Python literal; NumPy
   * reads some of them otherwise than as a dtype.
   *
   * @throws InvalidArrayException if NumPy refuses it, or the dtype cannot be read here
   */
  static DType ofDescr(String descr) {
    return DTypeParser.ofDescr(descr);
  }
}
