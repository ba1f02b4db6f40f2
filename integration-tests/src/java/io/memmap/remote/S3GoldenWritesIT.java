package io.memmap.remote;

import io.memmap.oracle.GoldenWrites;
import io.memmap.testing.ArrayFolder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fixtures written to S3. */
final class S3GoldenWritesIT extends GoldenWrites {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.s3();

  @Override
  protected ArrayFolder folder(String test) {
    return REMOTE.folder(test);
  }
}
