package io.memmap.array;

import java.io.Serializable;

/**
 * A field of a structured dtype.
 *
 * @param offset bytes from the start of the element
 */
public record DTypeField(String name, DType dtype, int offset) implements Serializable {}
