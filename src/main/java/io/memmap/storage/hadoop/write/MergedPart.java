package io.memmap.storage.hadoop.write;

import java.util.List;

/** A part that the driver sends. */
record MergedPart(int number, List<Slice> slices) {
  MergedPart {
    slices = List.copyOf(slices);
  }

  long length() {
    return slices.stream().mapToLong(Slice::length).sum();
  }
}
