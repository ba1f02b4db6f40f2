package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.HadoopStorage;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which partitions are long enough for a part, told by empty files in the staging folder. Rows
 * behind such a partition are not merged, so the next task does not have to stage its first bytes.
 * A task that finds no such file stages them.
 */
record LongPartitions(FileSystem fs, Location folder) {

  private Path path(int partition) {
    return HadoopStorage.path(folder.child("long-" + partition));
  }

  void tell(int partition) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = fs.createFile(path(partition)).overwrite(true);
    builder.recursive();
    builder.opt("fs.s3a.create.performance", "true");
    builder.build().close();
  }

  boolean isKnown(int partition) throws IOException {
    return fs.exists(path(partition));
  }
}
