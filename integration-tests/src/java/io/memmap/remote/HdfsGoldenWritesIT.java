package io.memmap.remote;

import io.memmap.oracle.GoldenWrites;
import io.memmap.testing.ArrayFolder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fixtures written to HDFS. */
final class HdfsGoldenWritesIT extends GoldenWrites {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.hdfs();

  @Override
  protected ArrayFolder folder(String test) {
    return REMOTE.folder(test);
  }
}
