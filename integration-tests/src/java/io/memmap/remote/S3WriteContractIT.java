package io.memmap.remote;

import io.memmap.spark.WriteContract;
import io.memmap.testing.ArrayFolder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Writes of objects on S3. */
final class S3WriteContractIT extends WriteContract {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.s3();

  S3WriteContractIT() {
    super(false);
  }

  @Override
  protected ArrayFolder folder(String test) {
    return REMOTE.folder(test);
  }
}
