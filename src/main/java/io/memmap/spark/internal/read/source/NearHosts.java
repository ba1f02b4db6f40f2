package io.memmap.spark.internal.read.source;

import io.memmap.array.ArrayView;
import io.memmap.array.ByteRange;
import io.memmap.array.RowRange;
import io.memmap.storage.file.Storage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The hosts that have most bytes of some rows, as Spark's file sources prefer them. */
final class NearHosts {
  /** As {@code FilePartition.preferredLocations} of Spark. */
  private static final int MOST_HOSTS = 3;

  private NearHosts() {}

  static List<String> of(List<SourceRows> parts, Storage storage) {
    Map<String, Long> bytes = new HashMap<>();
    for (SourceRows part : parts) {
      storage
          .bytesByHost(part.source().file(), range(part))
          .forEach((host, some) -> bytes.merge(host, some, Long::sum));
    }
    Comparator<Map.Entry<String, Long>> mostFirst = Map.Entry.comparingByValue();
    return bytes.entrySet().stream()
        .sorted(mostFirst.reversed().thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_HOSTS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The bytes from the first row to the last one; those of all cells, if cells are the rows. */
  private static ByteRange range(SourceRows part) {
    ArrayView array = part.source().view();
    List<RowRange> ranges = part.rows().ranges();
    long perIndex = Math.max(1, part.source().rows() / Math.max(1, array.shape().length(0)));
    long first = ranges.get(0).first() / perIndex;
    long last = (ranges.get(ranges.size() - 1).end() - 1) / perIndex;
    return row(array, first).cover(row(array, last));
  }

  private static ByteRange row(ArrayView array, long row) {
    ByteRange first = array.firstRow();
    long moved = row * array.stride(0);
    return new ByteRange(first.start() + moved, first.end() + moved);
  }
}
