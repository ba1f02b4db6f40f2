package io.memmap.storage.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Overwrites an array with three bytes as another user, unless that is refused. */
final class OverwritingProcess {
  private OverwritingProcess() {}

  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    Optional<String> missing = WritePermission.missing(target, true);
    if (missing.isPresent()) {
      System.out.println(missing.get());
      return;
    }
    try (StagingArea staging = StagingArea.create(target, "1")) {
      NewArrayFile file = NewArrayFile.create(staging.folder(), 3);
      file.writeHead(new byte[] {1, 2, 3});
      file.replace(target);
    }
    System.out.println("overwritten");
  }
}
