/**
 * Internal: may change without notice. Reductions for many groups of rows at a time. Start with
 * {@link io.memmap.spark.internal.kernel.group.Groups}.
 */
package io.memmap.spark.internal.kernel.group;
