/**
 * Internal: may change without notice. Decides before any task starts how columns become records.
 * Start with {@link io.memmap.spark.internal.write.plan.RecordPlanner}.
 */
package io.memmap.spark.internal.write.plan;
