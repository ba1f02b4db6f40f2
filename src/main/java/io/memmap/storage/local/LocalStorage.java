package io.memmap.storage.local;

import io.memmap.storage.file.Access;
import io.memmap.storage.file.FileBytes;
import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.FileState;
import io.memmap.storage.file.HeaderReads;
import io.memmap.storage.file.InParallel;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.file.Storage;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Local and mounted file systems. All machines of a cluster must see a file under one path. */
public enum LocalStorage implements Storage {
  INSTANCE;

  @Override
  public Location qualified(Location location) {
    return location;
  }

  /** A file that cannot be looked at is found missing; the read reports the reason. */
  @Override
  public FileEntry look(FileEntry entry) {
    try {
      Path path = entry.location().path();
      return new FileEntry(entry.location(), Optional.of(FileState.ofTarget(path)));
    } catch (IOException notThere) {
      return new FileEntry(entry.location(), Optional.empty());
    }
  }

  @Override
  public List<FileEntry> list(Location folder) throws IOException {
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder.path())) {
      List<FileEntry> entries = new ArrayList<>();
      listed.forEach(path -> entries.add(new FileEntry(Location.of(path), Optional.empty())));
      return entries;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @Override
  public int threadsFor(int looks) {
    return InParallel.threadsForMounted(looks);
  }

  @Override
  public HeaderReads headers(int files) {
    return seen -> FileBytes.of(Path.of(seen.path()));
  }

  @Override
  public SourceFile open(FileStamp planned, long end) throws IOException {
    return LocalFile.open(planned, end);
  }

  @Override
  public boolean opensSeenFilesOnly(FileStamp seen) {
    return false;
  }

  @Override
  public void checkAgain(FileStamp planned, long end) throws IOException {
    PlannedFile.check(planned, end);
  }

  @Override
  public boolean isGone(FileStamp planned) {
    return Files.notExists(Path.of(planned.path()));
  }

  @Override
  public ReadCosts costs(FileStamp file, Access access) {
    return access == Access.MMAP ? ReadCosts.MAPPED : ReadCosts.COPIED;
  }
}
