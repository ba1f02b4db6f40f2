/**
 * Internal: may change without notice. Makes one array file of the records that all tasks have
 * staged, or leaves the file as it was. Start with {@link
 * io.memmap.spark.internal.write.commit.Publication}.
 */
package io.memmap.spark.internal.write.commit;
