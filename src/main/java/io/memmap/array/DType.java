package io.memmap.array;

import java.io.Serializable;

/** The type of one element of an array. */
public sealed interface DType extends Serializable permits ScalarDType, StructuredDType {

  /** Bytes of one element. */
  int itemsize();

  /** NumPy's text for this dtype, as in a {@code .npy} header: {@code <f4}, {@code |u1}. */
  String descr();

  /**
   * The dtype that NumPy 2 on 64-bit Linux makes of {@code text}.
   *
   * @throws InvalidArrayException if NumPy refuses the text, or the dtype cannot be read here
   */
  static DType parse(String text) {
    return DTypeParser.parse(text);
  }
}
