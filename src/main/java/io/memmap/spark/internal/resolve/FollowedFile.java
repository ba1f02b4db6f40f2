package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.spark.internal.files.FoundFile;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.storage.file.FileStamp;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that a stream follows, as a look found it.
 *
 * @param array all rows that the file describes
 * @param rows number of whole rows that are there
 */
public record FollowedFile(FoundFile file, ArraySource array, long rows) {
  private static final Pattern INODE = Pattern.compile("ino=([0-9]+)");

  public String path() {
    return array.file().path();
  }

  /**
   * What tells this file from others that had or will have its path, and does not change while the
   * file grows. The number of a device is left out, since it may change when a machine starts
   * again. An array that does not grow at its end has its number of rows in it: with more rows all
   * of its elements lie elsewhere. Empty if the file system has nothing like that.
   */
  public String identity() {
    FileStamp stamp = array.file();
    Matcher inode = INODE.matcher(stamp.identity());
    String file = inode.find() ? "inode " + inode.group(1) : stamp.identity();
    ArraySpec spec = array.spec();
    return spec.order().growsAtEnd()
        ? file
        : file + ", order " + spec.order() + " of " + spec.shape().length(0) + " rows";
  }

  /** The first rows of the array. */
  public ArraySource first(long count) {
    ArraySpec spec = array.spec();
    ArraySpec known =
        new ArraySpec(spec.dtype(), spec.shape().withFirst(count), spec.order(), spec.offset());
    return array.ofBeginning(known);
  }
}
