package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.spark.internal.files.FoundFile;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.storage.file.FileStamp;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

  private static final int MOST_CHARACTERS = 64;
  private static final int DIGEST_BYTES = 8;

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
    String file = inode.find() ? "inode " + inode.group(1) : shortened(stamp.identity());
    ArraySpec spec = array.spec();
    return spec.order().growsAtEnd()
        ? file
        : file + ", order " + spec.order() + " of " + spec.shape().length(0) + " rows";
  }

  /** Handles of HDFS are longer than paths. */
  private static String shortened(String identity) {
    if (identity.length() <= MOST_CHARACTERS) {
      return identity;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return "file " + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JVM has SHA-256", e);
    }
  }

  /** The first rows of the array. */
  public ArraySource first(long count) {
    ArraySpec spec = array.spec();
    ArraySpec known =
        new ArraySpec(spec.dtype(), spec.shape().withFirst(count), spec.order(), spec.offset());
    return array.ofBeginning(known);
  }
}
