/**
 * Internal: may change without notice. Encodes the values of a row as the bytes of a record. Start
 * with {@link io.memmap.spark.internal.write.encode.RecordPlan}.
 */
package io.memmap.spark.internal.write.encode;
