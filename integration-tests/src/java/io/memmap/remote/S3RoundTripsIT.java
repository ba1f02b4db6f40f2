package io.memmap.remote;

import io.memmap.it.FaultRounds;
import io.memmap.oracle.RoundTrips;
import io.memmap.testing.ArrayFolder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Arrays saved to S3: all of them with the profile {@code faults}, or some. */
final class S3RoundTripsIT extends RoundTrips {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.s3();

  S3RoundTripsIT() {
    super(FaultRounds.MANY ? 1 : 100);
  }

  @Override
  protected ArrayFolder saved() {
    return REMOTE.folder("saved");
  }
}
