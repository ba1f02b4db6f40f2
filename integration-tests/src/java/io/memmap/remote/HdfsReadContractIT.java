package io.memmap.remote;

import io.memmap.spark.ReadContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads of files on HDFS. */
final class HdfsReadContractIT extends ReadContract {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.hdfs();

  HdfsReadContractIT() {
    super(1);
  }

  @Override
  protected String placed(Path file) throws IOException {
    return REMOTE.put(file, file.getFileName().toString());
  }
}
