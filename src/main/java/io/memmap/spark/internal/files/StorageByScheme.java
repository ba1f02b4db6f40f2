package io.memmap.spark.internal.files;

import io.memmap.array.ByteRange;
import io.memmap.storage.file.Access;
import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.HeaderReads;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.OpenBytes;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.file.Storage;
import io.memmap.storage.local.LocalStorage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The local file system for paths, and another storage for URIs.
 *
 * @param remote the storage for URIs
 */
public record StorageByScheme(Storage remote) implements Storage {

  private Storage of(Location location) {
    return location.isLocal() ? LocalStorage.INSTANCE : remote;
  }

  private Storage of(FileStamp stamp) {
    return of(stamp.location());
  }

  @Override
  public Location qualified(Location location) throws IOException {
    return of(location).qualified(location);
  }

  @Override
  public FileEntry look(FileEntry entry) throws IOException {
    return of(entry.location()).look(entry);
  }

  @Override
  public List<FileEntry> list(Location folder) throws IOException {
    return of(folder).list(folder);
  }

  @Override
  public Optional<List<FileEntry>> filesBelow(Location folder) throws IOException {
    return of(folder).filesBelow(folder);
  }

  @Override
  public int threadsFor(int looks) {
    return remote.threadsFor(looks);
  }

  @Override
  public HeaderReads headers(int files) {
    HeaderReads locals = LocalStorage.INSTANCE.headers(files);
    HeaderReads remotes = remote.headers(files);
    return new HeaderReads() {
      @Override
      public OpenBytes open(FileStamp seen) throws IOException {
        return (seen.location().isLocal() ? locals : remotes).open(seen);
      }

      @Override
      public void close() throws IOException {
        remotes.close();
      }
    };
  }

  @Override
  public SourceFile open(FileStamp planned, long end) throws IOException {
    return of(planned).open(planned, end);
  }

  @Override
  public boolean opensSeenFilesOnly(FileStamp seen) {
    return of(seen).opensSeenFilesOnly(seen);
  }

  @Override
  public void checkAgain(FileStamp planned, long end) throws IOException {
    of(planned).checkAgain(planned, end);
  }

  @Override
  public boolean isGone(FileStamp planned) {
    return of(planned).isGone(planned);
  }

  @Override
  public Map<String, Long> bytesByHost(FileStamp planned, ByteRange range) {
    return of(planned).bytesByHost(planned, range);
  }

  @Override
  public ReadCosts costs(FileStamp file, Access access) {
    return of(file).costs(file, access);
  }
}
