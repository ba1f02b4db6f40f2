/**
 * The front door: the data source that Spark finds as {@code memmap}, its options, and the mapping
 * between NumPy's types and Spark's. It alone knows reading and vectors both.
 */
package io.memmap.spark;
