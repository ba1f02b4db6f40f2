package io.memmap.spark.write;

import io.memmap.array.ArraySpec;
import java.nio.file.Path;

/** The call that opens an array in Python. */
record OpenedWith(Path path, ArraySpec spec) {
  @Override
  public String toString() {
    String descr = spec.dtype().descr();
    return "np.memmap('"
        + path.toString().replace("\\", "\\\\").replace("'", "\\'")
        + "', dtype="
        + (descr.startsWith("[") ? descr : "'" + descr + "'")
        + ", mode='r', shape="
        + spec.shape()
        + ", order='"
        + spec.order()
        + "', offset="
        + spec.offset()
        + ")";
  }
}
