/**
 * Very large arrays and extreme shapes: the work of a query depends on its result, not on the size
 * of the file.
 */
package io.memmap.scale;
