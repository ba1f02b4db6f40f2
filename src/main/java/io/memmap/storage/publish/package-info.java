/**
 * Internal: may change without notice. How a write takes effect as a whole: a new file that takes
 * the old one's place, or an update of the file by a journal. Start with {@link
 * io.memmap.storage.publish.StagingArea}.
 */
package io.memmap.storage.publish;
