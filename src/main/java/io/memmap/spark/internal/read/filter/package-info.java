/**
 * Internal: may change without notice. Predicates on stored values, which a scan evaluates itself.
 * Values are compared as longs in Spark's order, their keys, so every comparison with literals is a
 * set of ranges of keys. Start with {@link io.memmap.spark.internal.read.filter.ValueTranslator}.
 */
package io.memmap.spark.internal.read.filter;
