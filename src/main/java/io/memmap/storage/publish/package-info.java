/**
 * Internal: may change without notice. Makes a write take effect as a whole: by a new file that
 * replaces the old one, or by an update of the file with a journal. Start with {@link
 * io.memmap.storage.publish.StagingArea}.
 */
package io.memmap.storage.publish;
