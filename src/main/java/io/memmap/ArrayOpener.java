package io.memmap;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.npy.NpzArchive;
import io.memmap.array.npy.SelfDescription;
import io.memmap.storage.file.FileBytes;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.FileState;
import io.memmap.storage.file.OnlyMember;
import io.memmap.storage.file.SourceFile;
import io.memmap.storage.local.LocalFile;
import io.memmap.storage.local.LocalStorage;
import io.memmap.storage.window.Mapping;
import java.io.IOException;
import java.nio.file.Path;

/** Looks at a file, determines its array, and maps it. */
final class ArrayOpener {
  private final Path path;
  private final boolean writable;

  /**
   * Nothing is opened yet.
   *
   * @throws IllegalArgumentException for an unknown mode
   */
  ArrayOpener(Path path, String mode) {
    this.path = path.toAbsolutePath();
    this.writable =
        switch (mode) {
          case "r", "readonly" -> false;
          case "r+", "readwrite" -> true;
          default ->
              throw InvalidArrayException.of(
                  "mode '%s': must be r, for reading, or r+, for reading and writing", mode);
        };
  }

  /**
   * The array that a header describes.
   *
   * @param member of an archive; null for its only one, or a file that is none by its name
   */
  ArrayFile byHeader(String member) throws IOException {
    FileStamp stamp = look();
    boolean archive = member != null || path.toString().endsWith(".npz");
    if (archive && writable) {
      throw FileErrors.overArchive(stamp.path());
    }
    try (FileBytes bytes = FileBytes.open(path)) {
      return mapped(stamp, (archive ? inArchive(bytes, member) : header(bytes)).view());
    } catch (InvalidArrayException e) {
      throw bad(e);
    }
  }

  private ArraySpec inArchive(FileBytes bytes, String member) throws IOException {
    NpzArchive archive = NpzArchive.open(bytes);
    String name = member == null ? OnlyMember.of(path.toString(), archive) : member;
    return new SelfDescription.Member(name).in(bytes, archive);
  }

  private static ArraySpec header(FileBytes bytes) throws IOException {
    return new SelfDescription.Header().in(bytes).orElseThrow();
  }

  /** An array without a header, whose shape may have a length that follows from the file. */
  ArrayFile raw(ArraySpec spec) throws IOException {
    FileStamp stamp = look();
    try {
      return mapped(stamp, spec.fit(stamp.bytes()).view());
    } catch (InvalidArrayException e) {
      throw bad(e);
    }
  }

  /** A view that must lie within the file. */
  ArrayFile strided(ArrayView view) throws IOException {
    FileStamp stamp = look();
    ByteRange reach = view.reach();
    if (reach.start() < 0 || reach.end() > stamp.bytes()) {
      throw InvalidArrayException.of(
          "%s needs bytes %d to %d, found %d; check dtype, shape, strides and offset",
          view, reach.start(), reach.end(), stamp.bytes());
    }
    return mapped(stamp, view);
  }

  IllegalArgumentException bad(InvalidArrayException reason) {
    return FileErrors.badFile(path.toString(), reason.getMessage());
  }

  private FileStamp look() throws IOException {
    FileState state;
    try {
      state = FileState.ofTarget(path);
    } catch (IOException e) {
      throw FileErrors.cannotOpen(path.toString(), e);
    }
    return state.regular().stamp();
  }

  private ArrayFile mapped(FileStamp stamp, ArrayView view) throws IOException {
    ByteRange reach = view.reach();
    SourceFile file =
        writable
            ? LocalFile.openToWrite(stamp, reach.end())
            : LocalStorage.INSTANCE.open(stamp, reach.end());
    boolean success = false;
    try {
      ArrayView placed = view.movedTo(view.offset() - reach.start());
      ArrayFile opened = new ArrayFile(Mapping.of(file, reach), placed, writable);
      success = true;
      return opened;
    } finally {
      if (!success) {
        file.close();
      }
    }
  }
}
