package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.npy.SelfDescription;
import io.memmap.spark.internal.files.FileChecks;
import io.memmap.spark.internal.files.FoundFile;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.files.WholeFile;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.storage.file.FileBytes;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.FileState;
import io.memmap.storage.file.HeaderReads;
import io.memmap.storage.file.OpenBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.spark.sql.types.StructField;

/**
 * Looks at files when they are loaded, and again when a query is planned. The content and the
 * identity of a file are read together, so that they match even if the file is replaced at that
 * moment.
 */
public final class FileLook {
  /** Number of looks at a file that another program keeps replacing. */
  private static final int ATTEMPTS = 20;

  private final ReadOptions options;
  private final SeenFiles seen;

  /**
   * Looks at files with these options.
   *
   * @param seen what earlier looks of this query found; new findings are added
   */
  public FileLook(ReadOptions options, SeenFiles seen) {
    this.options = options;
    this.seen = seen;
  }

  /** The array in a file, and the file's identity. */
  record Loaded(FileState state, ArraySpec spec, SelfDescription says) {
    FileStamp stamp() {
      return state.stamp();
    }
  }

  /**
   * Looks at a file during {@code load}.
   *
   * @param headers open remote files
   * @param asked columns that the user's schema names
   * @param single whether it is the only file
   * @return empty for an empty file among several, and for one that has vanished since it was
   *     listed, if such are ignored
   * @throws IllegalArgumentException if the file cannot be read or does not hold the array
   */
  Optional<Loaded> atLoad(
      FoundFile file, HeaderReads headers, List<StructField> asked, boolean single) {
    FileState first = state(file);
    BiFunction<FileState, OpenBytes, Optional<Loaded>> look =
        (state, bytes) -> {
          if (state.stamp().bytes() == 0 && !single) {
            return Optional.empty();
          }
          ArrayDescription.Described found = described(state.stamp(), bytes, asked, single);
          return Optional.of(new Loaded(state, found.spec(), found.says()));
        };
    if (!options.storage().opensSeenFilesOnly(first.stamp())) {
      return steadily(first, look);
    }
    try {
      return once(first, headers, look);
    } catch (IllegalArgumentException e) {
      if (!single && options.files().ignoreMissing() && options.storage().isGone(first.stamp())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * A file that a stream follows.
   *
   * @param array empty if the file is empty, or ends within its header
   */
  record Followed(FileState state, Optional<Loaded> array) {}

  /**
   * Looks at a file that a stream follows. Its rows need not be complete.
   *
   * @param last what the last look found, which holds if the file has not changed since
   * @return empty if there is no such file
   * @throws IllegalArgumentException if the file cannot be read or does not hold the array
   */
  Optional<Followed> inStream(
      FoundFile file, HeaderReads headers, List<StructField> asked, Optional<Followed> last) {
    if (isMissing(file)) {
      return Optional.empty();
    }
    FileState first = state(file);
    Optional<Followed> unchanged = last.filter(seen -> seen.state.isSame(first));
    if (unchanged.isPresent()) {
      return unchanged;
    }
    BiFunction<FileState, OpenBytes, Followed> look =
        (state, bytes) -> new Followed(state, begun(state, bytes, asked));
    try {
      return Optional.of(
          options.storage().opensSeenFilesOnly(first.stamp())
              ? once(first, headers, look)
              : steadily(first, look));
    } catch (IllegalArgumentException e) {
      if (options.storage().isGone(first.stamp())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<Loaded> begun(FileState state, OpenBytes bytes, List<StructField> asked) {
    FileStamp stamp = state.stamp();
    try {
      if (stamp.bytes() == 0 || new ArrayDescription(options, stamp.path()).isCutOff(bytes)) {
        return Optional.empty();
      }
    } catch (IOException e) {
      throw PathErrors.notRead(stamp.path(), e);
    }
    ArrayDescription.Described found = described(stamp, bytes, asked, false);
    return Optional.of(new Loaded(state, found.spec(), found.says()));
  }

  private static boolean isMissing(FoundFile file) {
    return file.location().isLocal()
        ? Files.notExists(file.location().path())
        : file.listed().isEmpty();
  }

  private ArrayDescription.Described described(
      FileStamp stamp, OpenBytes bytes, List<StructField> asked, boolean single) {
    try {
      return new ArrayDescription(options, stamp.path()).in(stamp, bytes, asked);
    } catch (IllegalArgumentException e) {
      boolean isRead = !(e.getCause() instanceof IOException);
      throw single || !isRead ? e : ResolveErrors.oneOfSeveral(e);
    }
  }

  /**
   * The planned rows in the file as it is now. A file that has not changed since the last look is
   * not opened; nor is one that a task opens only if it is still the planned one.
   *
   * @throws IllegalArgumentException if the file cannot be read, is too short, or describes another
   *     array than at {@code load}
   */
  public ArraySource atQuery(ArraySource planned) {
    if (options.storage().opensSeenFilesOnly(planned.file())) {
      return planned;
    }
    FileState now = state(Path.of(planned.file().path()));
    return seen.in(now)
        .map(last -> now(now.stamp(), last.says(), planned))
        .orElseGet(() -> steadily(now, (state, bytes) -> now(state, bytes, planned)));
  }

  private ArraySource now(FileState state, OpenBytes bytes, ArraySource planned) {
    try {
      Optional<ArraySpec> says = planned.description().in(bytes);
      ArraySource now = now(state.stamp(), says, planned);
      Optional<ArraySpec> shared =
          says.map(spec -> spec.equals(planned.spec()) ? planned.spec() : spec);
      seen.add(new SeenFiles.Seen(state, shared));
      return now;
    } catch (InvalidArrayException e) {
      throw PathErrors.badFile(state.stamp().path(), e.getMessage());
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static ArraySource now(FileStamp stamp, Optional<ArraySpec> says, ArraySource planned) {
    if (says.isEmpty()) {
      refuseTooShort(stamp, planned);
      return planned.seenAs(stamp);
    }
    if (!planned.spec().isBeginningOf(says.get())) {
      throw ResolveErrors.savedAnew(stamp.path(), planned.spec(), says.get());
    }
    return planned.seenAs(stamp, says.get());
  }

  private static void refuseTooShort(FileStamp stamp, ArraySource planned) {
    try {
      stamp.check(stamp, planned.end());
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private FileState state(FoundFile file) {
    return file.location().isLocal()
        ? state(file.location().path())
        : file.listed().orElseThrow(() -> PathErrors.notFound(file.location())).regular();
  }

  private FileState state(Path path) {
    return WholeFile.state(path, options.cutOff(), options.locking());
  }

  private <T> T steadily(FileState first, BiFunction<FileState, OpenBytes, T> look) {
    Path path = Path.of(first.stamp().path());
    FileState before = first;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      T found;
      try (FileBytes bytes = FileChecks.open(path)) {
        found = look.apply(before, bytes);
      } catch (IOException e) {
        throw PathErrors.badFile(path.toString(), "cannot be read (" + e.getMessage() + ")");
      } catch (IllegalArgumentException e) {
        if (isStill(before.stamp())) {
          throw e;
        }
        before = state(path);
        continue;
      }
      if (isStill(before.stamp())) {
        return found;
      }
      before = state(path);
    }
    throw PathErrors.badFile(
        path.toString(), "is replaced again and again while it is looked at; load it later");
  }

  private static <T> T once(
      FileState state, HeaderReads headers, BiFunction<FileState, OpenBytes, T> look) {
    FileStamp stamp = state.stamp();
    try (OpenBytes bytes = headers.open(stamp)) {
      return look.apply(state, bytes);
    } catch (IOException e) {
      throw PathErrors.notSeen(stamp.path(), e);
    }
  }

  private static boolean isStill(FileStamp before) {
    try {
      return FileStamp.of(Path.of(before.path())).isSameFile(before);
    } catch (IOException gone) {
      return false;
    }
  }
}
