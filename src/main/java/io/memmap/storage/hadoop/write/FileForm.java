package io.memmap.storage.hadoop.write;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;

/**
 * How the files of one write are made, the same on all machines: HDFS joins only files of one block
 * size.
 *
 * @param blockBytes length of a block
 * @param replicas of each block
 * @param hasFolders whether the store has folders, so that a file is made only in a folder that is
 *     there
 */
record FileForm(long blockBytes, short replicas, boolean hasFolders) implements Serializable {

  static FileForm of(StoreTarget target, boolean hasFolders) {
    return new FileForm(
        target.fs().getDefaultBlockSize(target.path()),
        target.fs().getDefaultReplication(target.path()),
        hasFolders);
  }

  /** Of files that can be joined to one that is there. */
  FileForm withBlocks(long bytes) {
    return new FileForm(bytes, replicas, hasFolders);
  }

  /**
   * Makes a new file in a staging folder.
   *
   * @throws java.io.FileNotFoundException if the folder is gone
   */
  FSDataOutputStream create(StoreTarget file) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder =
        file.fs()
            .createFile(file.path())
            .overwrite(false)
            .blockSize(blockBytes)
            .replication(replicas);
    return hasFolders ? builder.build() : withoutLooks(builder).build();
  }

  /** S3A need not ask whether something has the name, since the name is in use nowhere else. */
  private static FSDataOutputStreamBuilder<?, ?> withoutLooks(
      FSDataOutputStreamBuilder<?, ?> builder) {
    builder.recursive();
    builder.opt("fs.s3a.create.performance", "true");
    return builder;
  }
}
