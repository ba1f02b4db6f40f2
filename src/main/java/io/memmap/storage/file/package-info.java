/**
 * Internal: may change without notice. Files: their bytes, attributes and identity, and the errors
 * about them. Start with {@link io.memmap.storage.file.FileStamp}.
 */
package io.memmap.storage.file;
