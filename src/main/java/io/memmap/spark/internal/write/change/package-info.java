/**
 * Internal: may change without notice. Encodes parts of records, so that the other bytes of the
 * file stay as they are. Start with {@link io.memmap.spark.internal.write.change.ChangeEncoder}.
 */
package io.memmap.spark.internal.write.change;
