/**
 * Spark column vectors that read an array's bytes where they lie: {@code address + row * stride}.
 * They own nothing and check nothing; whoever moves them to an address keeps it readable. One final
 * class per physical type and byte order keeps Spark's calls predictable for the JIT.
 */
package io.memmap.spark.vector;
