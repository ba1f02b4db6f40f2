/**
 * Internal: may change without notice. Metrics of reads and writes, and their form in the SQL tab
 * of Spark's UI.
 */
package io.memmap.spark.internal.metric;
