package io.memmap.remote;

import io.memmap.spark.WriteContract;
import io.memmap.testing.ArrayFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Writes of objects of another server than the one of every build. */
@Tag("matrix")
final class SeaweedWriteContractIT extends WriteContract {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.seaweed();

  SeaweedWriteContractIT() {
    super(true);
  }

  @Override
  protected ArrayFolder folder(String test) {
    return ((RemoteFolder) REMOTE.folder(test)).withoutEmptyFolders();
  }
}
