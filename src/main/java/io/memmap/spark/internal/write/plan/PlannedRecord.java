package io.memmap.spark.internal.write.plan;

import io.memmap.array.DType;
import io.memmap.spark.internal.write.encode.RecordPlan;

/**
 * How the rows of a DataFrame become the records of an array.
 *
 * @param dtype of the array
 */
public record PlannedRecord(DType dtype, RecordPlan plan) {}
