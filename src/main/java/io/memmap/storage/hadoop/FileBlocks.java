package io.memmap.storage.hadoop;

import io.memmap.array.ByteRange;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.BlockLocation;

/** The hosts of a file's blocks. Only the driver has them. */
final class FileBlocks {
  /** Hosts of a file system that has none, as S3A and Hadoop's base class answer. */
  private static final String NOWHERE = "localhost";

  private final long[] ends;
  private final String[][] hosts;

  private FileBlocks(long[] ends, String[][] hosts) {
    this.ends = ends;
    this.hosts = hosts;
  }

  /** Keeps what is needed of these blocks, which follow one another. */
  static FileBlocks of(BlockLocation[] blocks) throws IOException {
    long[] ends = new long[blocks.length];
    String[][] hosts = new String[blocks.length][];
    for (int i = 0; i < blocks.length; i++) {
      ends[i] = blocks[i].getOffset() + blocks[i].getLength();
      hosts[i] = blocks[i].getHosts();
      for (int j = 0; j < hosts[i].length; j++) {
        hosts[i][j] = hosts[i][j].intern(); // there are few hosts and many blocks
      }
    }
    return new FileBlocks(ends, hosts);
  }

  /** How many bytes of a range each host has. */
  Map<String, Long> bytesByHost(ByteRange range) {
    Map<String, Long> bytes = new HashMap<>();
    int found = Arrays.binarySearch(ends, range.start() + 1);
    for (int i = found < 0 ? -found - 1 : found; i < ends.length; i++) {
      long start = i == 0 ? 0 : ends[i - 1];
      if (start >= range.end()) {
        break;
      }
      long here = Math.min(ends[i], range.end()) - Math.max(start, range.start());
      for (String host : hosts[i]) {
        if (!host.equals(NOWHERE)) {
          bytes.merge(host, here, Long::sum);
        }
      }
    }
    return bytes;
  }
}
