package io.memmap.remote;

import io.memmap.spark.WriteContract;
import io.memmap.testing.ArrayFolder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Writes of files on HDFS. */
final class HdfsWriteContractIT extends WriteContract {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.hdfs();

  HdfsWriteContractIT() {
    super(false);
  }

  @Override
  protected ArrayFolder folder(String test) {
    return REMOTE.folder(test);
  }
}
