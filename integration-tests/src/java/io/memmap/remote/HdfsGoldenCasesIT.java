package io.memmap.remote;

import io.memmap.oracle.GoldenCases;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fixtures on HDFS. */
final class HdfsGoldenCasesIT extends GoldenCases {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.hdfs();

  HdfsGoldenCasesIT() {
    super(false);
  }

  @Override
  protected String placed(Path file) throws IOException {
    return REMOTE.putIfThere(file);
  }
}
