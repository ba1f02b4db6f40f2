/**
 * Internal: may change without notice. Finds the values of a column that a predicate selects. Start
 * with {@link io.memmap.spark.internal.kernel.match.ValueMatcher}.
 */
package io.memmap.spark.internal.kernel.match;
