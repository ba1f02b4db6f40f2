/**
 * Internal: may change without notice. Reading: windows over a mapping, and positional reads. The
 * only package that makes addresses of memory and frees it. The opener of a {@link
 * io.memmap.storage.window.RowWindow} closes it, which frees its memory. Start with {@link
 * io.memmap.storage.window.Windows}.
 */
package io.memmap.storage.window;
