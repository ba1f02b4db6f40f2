/** How numbers of reads and writes look in the UI's SQL tab. */
package io.memmap.spark.metric;
