package io.memmap.spark.internal.resolve;

import io.memmap.array.ByteSource;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.npy.NpyHeader;
import io.memmap.array.npy.NpzArchive;
import io.memmap.storage.file.FileErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Refuses in-place writes that would destroy the header of a {@code .npy} or any byte of a {@code
 * .npz}, which has checksums of its members and a directory at its end. The file's bytes decide,
 * not its name.
 */
public final class HeaderProtection {
  private static final byte[] NPY = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] ZIP = {'P', 'K'};

  private HeaderProtection() {}

  /**
   * Checks the file that a write is about to change.
   *
   * @param offset option offset, if given
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if NumPy could not open the file after the write
   */
  public static void refuseOverwriting(String path, ByteSource file, OptionalLong offset)
      throws IOException {
    byte[] first = file.read(0, (int) Math.min(file.size(), NPY.length));
    if (Arrays.equals(first, NPY)) {
      refuseHeader(path, file, offset);
    } else if (first.length > ZIP.length && first[0] == ZIP[0] && first[1] == ZIP[1]) {
      refuseArchive(path, file);
    }
  }

  private static void refuseHeader(String path, ByteSource file, OptionalLong offset)
      throws IOException {
    long end;
    try {
      end = NpyHeader.read(file).dataOffset();
    } catch (InvalidArrayException e) {
      end = 1; // the end of an unreadable header is unknown, unless the user gives an offset
    }
    if (offset.orElse(0) < end) {
      throw ResolveErrors.overHeader(path, offset.orElse(0));
    }
  }

  /** Only a complete archive is refused; other bytes may begin like one by chance. */
  private static void refuseArchive(String path, ByteSource file) throws IOException {
    try {
      NpzArchive.open(file);
    } catch (InvalidArrayException e) {
      return;
    }
    throw FileErrors.overArchive(path);
  }
}
