/**
 * Instruments of the tests of scale and of live files: sparse files, and what Spark's scheduler and
 * the kernel say about a query.
 */
package io.memmap.scale.probe;
