package io.memmap.remote;

import io.memmap.oracle.RoundTrips;
import io.memmap.testing.ArrayFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All arrays of the round trips, saved to S3. */
@Tag("faults")
final class S3RoundTripsIT extends RoundTrips {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.s3();

  @Override
  protected ArrayFolder saved() {
    return REMOTE.folder("saved");
  }
}
