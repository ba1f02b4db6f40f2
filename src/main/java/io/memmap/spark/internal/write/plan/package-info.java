/**
 * Internal: may change without notice. What records columns are written as, decided before any task
 * starts. Start with {@link io.memmap.spark.internal.write.plan.RecordPlanner}.
 */
package io.memmap.spark.internal.write.plan;
