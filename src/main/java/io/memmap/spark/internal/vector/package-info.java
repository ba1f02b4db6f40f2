/**
 * Internal: may change without notice. Spark column vectors that read an array's bytes in place, at
 * {@code address + row * stride}. They neither own nor check memory: the caller of {@code moveTo}
 * keeps it readable. Each physical type and byte order has a final class, so that the JIT compiler
 * sees few receivers of each call. Start with {@link
 * io.memmap.spark.internal.vector.StridedVector}.
 */
package io.memmap.spark.internal.vector;
