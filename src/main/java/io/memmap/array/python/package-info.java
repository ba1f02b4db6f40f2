/**
 * Internal: may change without notice. Reads the Python literals that descriptions of dtypes and
 * headers are made of. Start with {@link io.memmap.array.python.PythonLiteral}.
 */
package io.memmap.array.python;
