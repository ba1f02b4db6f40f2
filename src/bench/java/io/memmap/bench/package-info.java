/**
 * The end-to-end benchmarks of reading and writing: whole Spark queries over array files, against
 * the same data as Parquet and against programs without Spark.
 */
package io.memmap.bench;
