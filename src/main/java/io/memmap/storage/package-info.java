/**
 * Bytes in: windows over a mapping and positional reads. The only room that makes addresses and
 * frees what they point to; whoever opens a {@link io.memmap.storage.RowWindow} owns its memory
 * until it closes it.
 */
package io.memmap.storage;
