package io.memmap.spark.read;

import io.memmap.array.ArraySpec;
import io.memmap.storage.FileStamp;
import java.io.Serializable;

/**
 * One array in one file, as it was when the query was planned.
 *
 * @param spec with every length known
 * @param layout how rows look, in the user's word
 */
public record ArraySource(FileStamp file, ArraySpec spec, String layout) implements Serializable {

  /** Rows of the DataFrame: the length of the first axis, or 1 for a 0-d array. */
  public long rows() {
    return spec.shape().rank() == 0 ? 1 : spec.shape().length(0);
  }

  /** As {@code explain} shows it. */
  @Override
  public String toString() {
    return "%s dtype=%s shape=%s order=%s offset=%d layout=%s"
        .formatted(file.path(), spec.dtype(), spec.shape(), spec.order(), spec.offset(), layout);
  }
}
