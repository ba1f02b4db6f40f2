/**
 * Probes for the tests of scale and of live files: sparse files, and the observations of Spark's
 * scheduler and of the kernel about a query.
 */
package io.memmap.scale.probe;
