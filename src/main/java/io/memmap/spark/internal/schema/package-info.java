/**
 * Internal: may change without notice. NumPy's types as Spark's and back, and the columns of an
 * array. Start with {@link io.memmap.spark.internal.schema.ArrayColumns}.
 */
package io.memmap.spark.internal.schema;
