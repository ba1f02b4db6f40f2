/**
 * Internal: may change without notice. Options and paths that users give, parsed and checked. Start
 * with {@link io.memmap.spark.internal.options.ReadOptions}.
 */
package io.memmap.spark.internal.options;
