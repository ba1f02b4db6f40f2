/**
 * Internal: may change without notice. Python literals, as far as dtypes and headers are written in
 * them. Start with {@link io.memmap.array.python.PythonLiteral}.
 */
package io.memmap.array.python;
