/**
 * Internal: may change without notice. Which files a path means, and whether they can be read and
 * written. Start with {@link io.memmap.spark.internal.files.FileSearch}.
 */
package io.memmap.spark.internal.files;
