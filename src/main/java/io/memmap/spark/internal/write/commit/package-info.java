/**
 * Internal: may change without notice. From the runs of all tasks to one array file, or none of it.
 * Start with {@link io.memmap.spark.internal.write.commit.Publication}.
 */
package io.memmap.spark.internal.write.commit;
