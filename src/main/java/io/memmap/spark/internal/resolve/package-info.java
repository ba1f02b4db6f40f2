/**
 * Internal: may change without notice. From files, options and a schema to described arrays. Start
 * with {@link io.memmap.spark.internal.resolve.ResolvedArray}.
 */
package io.memmap.spark.internal.resolve;
