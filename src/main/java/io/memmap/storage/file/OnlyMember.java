package io.memmap.storage.file;

import io.memmap.array.npy.NpzArchive;
import java.util.List;

/** Chooses the array of an archive where none is named. */
public final class OnlyMember {
  private static final int MEMBERS_SHOWN = 10;

  private OnlyMember() {}

  /**
   * The name of an archive's only array.
   *
   * @throws IllegalArgumentException if it has several or none
   */
  public static String of(String path, NpzArchive archive) {
    List<String> arrays = archive.arrays(MEMBERS_SHOWN);
    if (arrays.size() != 1) {
      throw FileErrors.whichMember(path, arrays, archive.size());
    }
    return arrays.get(0);
  }
}
