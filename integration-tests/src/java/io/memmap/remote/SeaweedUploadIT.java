package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.staging.StagedOutput;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uploads to another server than the one of every build. */
@Tag("matrix")
final class SeaweedUploadIT extends UploadContract {
  @RegisterExtension static final RemoteTesting REMOTE = RemoteTesting.seaweed();

  SeaweedUploadIT() {
    super(REMOTE);
  }

  @Override
  void finishLate(StagedOutput late) throws IOException {
    assertThatThrownBy(() -> late.finish(true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing was written under this name");
    late.abandon();
  }
}
