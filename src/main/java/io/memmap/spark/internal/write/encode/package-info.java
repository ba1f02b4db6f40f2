/**
 * Internal: may change without notice. From the values of a row to the bytes of a record. Start
 * with {@link io.memmap.spark.internal.write.encode.RecordPlan}.
 */
package io.memmap.spark.internal.write.encode;
