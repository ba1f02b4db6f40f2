package io.memmap.storage.staging;

import io.memmap.storage.file.Storage;

/**
 * A store whose files are made as a whole and not changed.
 *
 * @param reads its files as they are
 * @param writes new files
 * @param disks of the driver, where arrays are put together whose rows do not follow one another
 */
public record Store(Storage reads, NewFiles writes, LocalFolders disks) {}
