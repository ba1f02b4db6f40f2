/**
 * Internal: may change without notice. Files as they lie on a disk: their bytes, what the system
 * says of them, and errors about them. Start with {@link io.memmap.storage.file.FileStamp}.
 */
package io.memmap.storage.file;
