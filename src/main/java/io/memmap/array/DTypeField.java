package io.memmap.array;

import java.io.Serializable;

/**
 * A field of a structured dtype.
 *
 * @param offset bytes from the start of the element
 * @param title NumPy's second name of the field, which names no column; null if there is none
 */
public record DTypeField(String name, DType dtype, int offset, String title)
    implements Serializable {

  public DTypeField(String name, DType dtype, int offset) {
    this(name, dtype, offset, null);
  }
}
