package io.memmap.spark.internal.write;

import io.memmap.array.ArraySpec;
import io.memmap.storage.file.Location;

/**
 * The call that opens an array in Python, for the log.
 *
 * @param hasHeader whether the file is a {@code .npy} file
 */
record OpenedWith(Location file, ArraySpec spec, boolean hasHeader) {
  @Override
  public String toString() {
    String path = file.isLocal() ? file.toString() : file.name();
    return call(path) + (file.isLocal() ? "" : " of a copy of " + file);
  }

  private String call(String path) {
    String quoted = path.replace("\\", "\\\\").replace("'", "\\'");
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
