package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.spark.internal.files.FolderColumns;
import io.memmap.spark.internal.files.FoundEntries;
import io.memmap.spark.internal.files.FoundFile;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.files.WholeFile;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.HeaderReads;
import io.memmap.storage.file.InParallel;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.Storage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at the files of a stream again and again: which are there, and how many whole rows. A file
 * that has not changed since the last look is not opened.
 */
public final class FollowLook {
  private final FollowedArrays arrays;
  private final FileLook look;
  private final FolderColumns folders;
  private final Map<String, FileLook.Followed> last = new ConcurrentHashMap<>();

  /** Looks of one query, which begin anew. */
  public FollowLook(FollowedArrays arrays) {
    this.arrays = arrays;
    this.look = new FileLook(arrays.options(), new SeenFiles());
    this.folders = FolderColumns.known(arrays.example().folders());
  }

  /**
   * All files, by path, in the order in which a batch read has them.
   *
   * @throws IllegalArgumentException if a file cannot be read, or holds another array than the
   *     others
   */
  public Map<String, FollowedFile> all() {
    List<FoundFile> files = options().files().findAny(storage());
    Map<String, FollowedFile> found = new LinkedHashMap<>();
    for (FollowedFile file : looked(files)) {
      found.put(file.path(), file);
    }
    last.keySet().retainAll(found.keySet());
    return found;
  }

  /** The file as it is now; empty if it is gone. */
  public Optional<FollowedFile> again(FollowedFile file) {
    Location location = file.file().location();
    FoundFile now =
        location.isLocal()
            ? file.file()
            : new FoundFile(
                location, FoundEntries.at(storage(), location).state(), file.file().folders());
    return looked(List.of(now)).stream().findFirst();
  }

  private List<FollowedFile> looked(List<FoundFile> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    try (HeaderReads headers = storage().headers(files.size() - last.size())) {
      return InParallel.map(files, storage(), file -> looked(file, headers)).stream()
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw PathErrors.notSeen(files.get(0).location().toString(), e);
    }
  }

  private Optional<FollowedFile> looked(FoundFile file, HeaderReads headers) {
    Optional<FileLook.Followed> before = Optional.ofNullable(last.get(file.location().toString()));
    Optional<FileLook.Followed> now = look.inStream(file, headers, arrays.asked(), before);
    now.ifPresent(found -> last.put(found.state().stamp().path(), found));
    return now.map(
        found ->
            found
                .array()
                .map(loaded -> followed(file, loaded))
                .orElseGet(() -> new FollowedFile(file, arrays.nothing(found.state().stamp()), 0)));
  }

  private FollowedFile followed(FoundFile file, FileLook.Loaded loaded) {
    ArraySource array = arrays.array(file, loaded, folders);
    if (!array.isRaw()) {
      boolean complete = loaded.spec().end() <= loaded.stamp().bytes();
      return new FollowedFile(file, array, complete ? loaded.spec().shape().length(0) : 0);
    }
    long rows = rawRows(loaded);
    boolean inferred = StreamRules.inferred(options());
    return new FollowedFile(file, inferred ? array.withRows(rows) : array, rows);
  }

  /** Whole rows of a raw file; of an array that does not grow at its end all of them or none. */
  private long rawRows(FileLook.Loaded loaded) {
    FileStamp stamp = loaded.stamp();
    ArraySpec spec = loaded.spec();
    long bytes = stamp.location().isLocal() ? WholeFile.bytes(stamp) : stamp.bytes();
    long available = Math.max(0, bytes - spec.offset());
    long rowBytes = StreamRules.rowBytes(spec);
    if (!spec.order().growsAtEnd()) {
      return spec.end() <= bytes ? spec.shape().length(0) : 0;
    }
    if (rowBytes == 0) {
      return spec.shape().length(0);
    }
    long rows = available / rowBytes;
    return StreamRules.inferred(options()) ? rows : Math.min(rows, spec.shape().length(0));
  }

  private ReadOptions options() {
    return arrays.options();
  }

  private Storage storage() {
    return arrays.options().storage();
  }
}
