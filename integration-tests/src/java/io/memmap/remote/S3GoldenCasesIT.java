package io.memmap.remote;

import io.memmap.oracle.GoldenCases;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fixtures on S3. */
final class S3GoldenCasesIT extends GoldenCases {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.s3();

  S3GoldenCasesIT() {
    super(false);
  }

  @Override
  protected String placed(Path file) throws IOException {
    return REMOTE.putIfThere(file);
  }
}
