package io.memmap.spark;

import io.memmap.array.DType;
import io.memmap.spark.write.RecordPlan;

/**
 * How the rows of a DataFrame become the records of an array.
 *
 * @param dtype of the array
 */
record PlannedRecord(DType dtype, RecordPlan plan) {}
