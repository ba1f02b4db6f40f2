package io.memmap.remote;

import io.memmap.oracle.RoundTrips;
import io.memmap.testing.ArrayFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All arrays of the round trips, saved to HDFS. */
@Tag("faults")
final class HdfsRoundTripsIT extends RoundTrips {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.hdfs();

  @Override
  protected ArrayFolder saved() {
    return REMOTE.folder("saved");
  }
}
