/**
 * From Spark's rows to one array file: encoders, staged runs, and the commit that puts them
 * together.
 */
package io.memmap.spark.write;
