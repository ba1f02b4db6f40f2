/** Arrays of any size and shape: what a query touches follows its result, not the file. */
package io.memmap.scale;
