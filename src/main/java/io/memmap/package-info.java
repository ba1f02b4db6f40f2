/**
 * The public API without Spark: arrays in files as NumPy maps them, for programs in Java and Scala.
 * Start with {@link io.memmap.ArrayFile}. Needs no class of Spark.
 */
package io.memmap;
