/**
 * Files that others write, cut, replace and delete while Spark reads them, and what a query leaves
 * behind in the process.
 */
package io.memmap.live;
