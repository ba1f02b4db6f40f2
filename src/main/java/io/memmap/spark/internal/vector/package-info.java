/**
 * Internal: may change without notice. Spark column vectors that read an array's bytes where they
 * lie: {@code address + row * stride}. They own nothing and check nothing; who moves them to an
 * address keeps it readable. One final class per physical type and byte order keeps Spark's calls
 * predictable for the JIT. Start with {@link io.memmap.spark.internal.vector.StridedVector}.
 */
package io.memmap.spark.internal.vector;
