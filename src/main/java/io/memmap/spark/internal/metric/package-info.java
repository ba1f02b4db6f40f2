/**
 * Internal: may change without notice. How numbers of reads and writes look in the UI's SQL tab.
 */
package io.memmap.spark.internal.metric;
