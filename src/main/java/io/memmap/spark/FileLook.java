package io.memmap.spark;

import io.memmap.array.ArraySpec;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.SelfDescription;
import io.memmap.spark.read.ArraySource;
import io.memmap.storage.FileBytes;
import io.memmap.storage.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.spark.sql.types.StructField;

/**
 * Looks at files: what they hold when they are loaded, and whether they still hold it when a query
 * is planned. What is read of a file and what tells it from others belong together, even if it is
 * replaced meanwhile.
 */
final class FileLook {
  /** Somebody who replaces a file again and again is faster once or twice. */
  private static final int ATTEMPTS = 20;

  private final ReadOptions options;

  FileLook(ReadOptions options) {
    this.options = options;
  }

  /** What a file holds, and what it is. */
  record Seen(FileStamp stamp, ArraySpec spec, SelfDescription says) {}

  /**
   * What a file holds.
   *
   * @param asked columns that the user's schema names
   * @return nothing of an empty file among several
   * @throws IllegalArgumentException if it can't be read, or does not hold what is asked for
   */
  Optional<Seen> atLoad(Path path, List<StructField> asked, boolean single) {
    return steadily(
        path,
        (stamp, bytes) -> {
          if (stamp.bytes() == 0 && !single) {
            return Optional.empty();
          }
          ArrayDescription.Described found = described(stamp, bytes, asked, single);
          return Optional.of(new Seen(stamp, found.spec(), found.says()));
        });
  }

  private ArrayDescription.Described described(
      FileStamp stamp, FileBytes bytes, List<StructField> asked, boolean single) {
    try {
      return new ArrayDescription(options, Path.of(stamp.path())).in(stamp, bytes, asked);
    } catch (IllegalArgumentException e) {
      throw single ? e : MemmapErrors.oneOfSeveral(e);
    }
  }

  /**
   * The same rows in the file as it is now.
   *
   * @throws IllegalArgumentException if it can't be read, is too short, or says that it holds
   *     another array than when it was loaded
   */
  ArraySource atQuery(ArraySource planned) {
    return steadily(Path.of(planned.file().path()), (stamp, bytes) -> now(stamp, bytes, planned));
  }

  private static ArraySource now(FileStamp stamp, FileBytes bytes, ArraySource planned) {
    try {
      Optional<ArraySpec> found = planned.description().in(bytes);
      if (found.isEmpty()) {
        stamp.check(stamp, planned.end());
        return planned.seenAs(stamp);
      }
      if (!planned.spec().isBeginningOf(found.get())) {
        throw MemmapErrors.savedAnew(stamp.path(), planned.spec(), found.get());
      }
      return planned.seenAs(stamp, found.get());
    } catch (InvalidArrayException e) {
      throw MemmapErrors.badFile(stamp.path(), e.getMessage());
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private <T> T steadily(Path path, BiFunction<FileStamp, FileBytes, T> look) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      FileStamp before = WholeFile.stamp(path, options.cutOff(), options.locking());
      T found;
      try (FileBytes bytes = LocalPath.open(path)) {
        found = look.apply(before, bytes);
      } catch (IOException e) {
        throw MemmapErrors.badFile(path.toString(), "cannot be read (" + e.getMessage() + ")");
      } catch (IllegalArgumentException e) {
        if (isStill(before)) {
          throw e;
        }
        continue;
      }
      if (isStill(before)) {
        return found;
      }
    }
    throw MemmapErrors.badFile(
        path.toString(), "is replaced again and again while it is looked at; load it later");
  }

  private static boolean isStill(FileStamp before) {
    try {
      return FileStamp.of(Path.of(before.path())).identity().equals(before.identity());
    } catch (IOException gone) {
      return false;
    }
  }
}
