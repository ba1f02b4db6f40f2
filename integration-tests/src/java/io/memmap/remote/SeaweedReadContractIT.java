package io.memmap.remote;

import io.memmap.spark.ReadContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads of objects of another server than the one of every build. */
@Tag("matrix")
final class SeaweedReadContractIT extends ReadContract {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.seaweed();

  SeaweedReadContractIT() {
    super(1);
  }

  @Override
  protected String placed(Path file) throws IOException {
    return REMOTE.put(file, file.getFileName().toString());
  }
}
