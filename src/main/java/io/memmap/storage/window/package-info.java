/**
 * Internal: may change without notice. Bytes in: windows over a mapping and positional reads. The
 * only package that makes addresses and frees what they point to; who opens a {@link
 * io.memmap.storage.window.RowWindow} owns its memory until it closes it. Start with {@link
 * io.memmap.storage.window.Windows}.
 */
package io.memmap.storage.window;
