package io.memmap.spark.internal.write;

import io.memmap.array.ArraySpec;
import java.nio.file.Path;

/**
 * The call that opens an array in Python, for the log.
 *
 * @param hasHeader whether the file is a {@code .npy} file
 */
record OpenedWith(Path path, ArraySpec spec, boolean hasHeader) {
  @Override
  public String toString() {
    String quoted = path.toString().replace("\\", "\\\\").replace("'", "\\'");
    if (hasHeader) {
      return "np.load('" + quoted + "', mmap_mode='r')";
    }
    String dtype = spec.dtype().text();
    boolean literal = "[{(".indexOf(dtype.charAt(0)) >= 0;
    return "np.memmap('"
        + quoted
        + "', dtype="
        + (literal ? dtype : "'" + dtype + "'")
        + ", mode='r', shape="
        + spec.shape()
        + ", order='"
        + spec.order()
        + "', offset="
        + spec.offset()
        + ")";
  }
}
