/**
 * End-to-end benchmarks of reading and writing: whole Spark queries over array files, compared with
 * the same data as Parquet and with programs without Spark.
 */
package io.memmap.bench;
