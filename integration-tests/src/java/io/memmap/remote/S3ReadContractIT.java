package io.memmap.remote;

import io.memmap.spark.ReadContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads of objects on S3 by the streams that are this Hadoop's default. */
final class S3ReadContractIT extends ReadContract {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.s3();

  S3ReadContractIT() {
    super(1);
  }

  @Override
  protected String placed(Path file) throws IOException {
    return REMOTE.put(file, file.getFileName().toString());
  }
}
