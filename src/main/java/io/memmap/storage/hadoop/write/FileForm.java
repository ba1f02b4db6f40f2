package io.memmap.storage.hadoop.write;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.EnumSet;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * How the files of one write are made, the same on all machines: HDFS joins only files of one block
 * size.
 *
 * @param blockBytes length of a block
 * @param replicas of each block
 * @param hasFolders whether the store has folders, so that a file is made only in a folder that is
 *     there
 * @param syncsBlocks whether each block is forced to disks when it is full. The last one is by
 *     {@code hsync} ({@code HdfsDataOutputStream} of Hadoop 3.3.4)
 */
record FileForm(long blockBytes, short replicas, boolean hasFolders, boolean syncsBlocks)
    implements Serializable {
  private static final int BUFFER_BYTES = 64 << 10;

  static FileForm of(StoreTarget target, boolean hasFolders) {
    return new FileForm(
        target.fs().getDefaultBlockSize(target.path()),
        target.fs().getDefaultReplication(target.path()),
        hasFolders,
        false);
  }

  FileForm syncing(boolean sync) {
    return new FileForm(blockBytes, replicas, hasFolders, sync);
  }

  /** Of files that can be joined to one that is there. */
  FileForm withBlocks(long bytes) {
    return new FileForm(bytes, replicas, hasFolders, syncsBlocks);
  }

  /**
   * Makes a new file in a staging folder.
   *
   * @throws FileNotFoundException if the folder is gone
   */
  FSDataOutputStream create(StoreTarget file) throws IOException {
    if (!hasFolders) {
      return createObject(file);
    }
    FileSystem fs = file.fs();
    FsPermission permission = FsPermission.getFileDefault();
    try {
      return fs.createNonRecursive(
          file.path(), permission, flags(), BUFFER_BYTES, replicas, blockBytes, null);
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).startsWith("createNonRecursive unsupported")) {
        throw e;
      }
      fs.getFileStatus(file.path().getParent()); // fails if it is gone
      return createWithFolders(file);
    }
  }

  /** Makes a new file together with the folders above it. */
  FSDataOutputStream createWithFolders(StoreTarget file) throws IOException {
    FsPermission permission = FsPermission.getFileDefault();
    return file.fs()
        .create(file.path(), permission, flags(), BUFFER_BYTES, replicas, blockBytes, null);
  }

  private EnumSet<CreateFlag> flags() {
    return syncsBlocks
        ? EnumSet.of(CreateFlag.CREATE, CreateFlag.SYNC_BLOCK)
        : EnumSet.of(CreateFlag.CREATE);
  }

  /** S3A need not ask whether something has the name, since the name is in use nowhere else. */
  private FSDataOutputStream createObject(StoreTarget file) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder =
        file.fs()
            .createFile(file.path())
            .overwrite(false)
            .blockSize(blockBytes)
            .replication(replicas);
    builder.recursive();
    builder.opt("fs.s3a.create.performance", "true");
    return builder.build();
  }
}
