/**
 * Files that other programs write, cut, replace and delete while Spark reads them, and the release
 * of mappings and descriptors after a query.
 */
package io.memmap.live;
