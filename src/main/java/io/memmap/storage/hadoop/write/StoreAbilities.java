package io.memmap.storage.hadoop.write;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a file system says that it can do at a path. The names are texts, since Hadoop 3.3.4 has no
 * constants for some of them.
 *
 * @param concat whether files are joined without being read (HDFS)
 * @param append whether bytes are appended to files
 * @param multipart whether parts that tasks send become one file (S3A, HDFS), and settings allow it
 * @param publishesAtClose whether a stream's file is visible only after its close (S3A)
 * @param conditionalCreate whether a stream can be made to fail if the path has a file at its close
 *     (S3A from Hadoop 3.4.2)
 * @param conditionalReplace whether a stream can be made to fail unless the path has a file of an
 *     etag at its close (S3A from Hadoop 3.4.2)
 * @param permissions whether files have owners and permissions
 * @param acls whether files have access control lists
 */
record StoreAbilities(
    boolean concat,
    boolean append,
    boolean multipart,
    boolean publishesAtClose,
    boolean conditionalCreate,
    boolean conditionalReplace,
    boolean permissions,
    boolean acls) {
  static final String CONDITIONAL_CREATE = "fs.option.create.conditional.overwrite";
  static final String CONDITIONAL_REPLACE = "fs.option.create.conditional.overwrite.etag";

  static StoreAbilities of(FileSystem fs, Path path) throws IOException {
    return new StoreAbilities(
        fs.hasPathCapability(path, "fs.capability.paths.concat"),
        fs.hasPathCapability(path, "fs.capability.paths.append"),
        fs.hasPathCapability(path, "fs.capability.multipart.uploader")
            && fs.getConf().getBoolean("fs.s3a.multipart.uploads.enabled", true),
        fs.hasPathCapability(path, "fs.capability.outputstream.abortable")
            || fs.hasPathCapability(path, "fs.option.create.in.close"),
        fs.hasPathCapability(path, CONDITIONAL_CREATE),
        fs.hasPathCapability(path, CONDITIONAL_REPLACE),
        fs.hasPathCapability(path, "fs.capability.paths.permissions"),
        fs.hasPathCapability(path, "fs.capability.paths.acls"));
  }

  /** Whether tasks send a file that nobody sees before all of it has been sent (S3A). */
  boolean uploads() {
    return multipart && publishesAtClose;
  }
}
