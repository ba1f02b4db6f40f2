package io.memmap.spark.internal.files;

import io.memmap.storage.file.Location;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The file system that Hadoop means by paths without a scheme. For this connector it is local. */
final class DefaultFileSystem {
  private static final String KEY = "fs.defaultFS";
  private static final String LOCAL = "file:///";

  private DefaultFileSystem() {}

  /**
   * How to name the file if it is in Hadoop's default file system; empty if that is local too.
   *
   * @param path that does not exist
   */
  static String advice(Path path) {
    SparkSession session = SparkSession.active();
    String known = session.sparkContext().hadoopConfiguration().get(KEY, LOCAL);
    String set = session.conf().get(KEY, known);
    Location root = Location.parse(set.contains(":") ? set : LOCAL);
    return root.isLocal() || root.scheme().equals("file")
        ? ""
        : "; a path without a scheme is local, so if it is in Hadoop's default file system, name it "
            + root.root()
            + path.toString().replaceFirst("^/+", "");
  }
}
