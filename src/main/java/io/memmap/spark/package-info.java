/**
 * The public API: the data source that Spark finds as {@code memmap}, its catalogs, and the keys of
 * its options. Everything below {@code internal} may change without notice.
 */
package io.memmap.spark;
