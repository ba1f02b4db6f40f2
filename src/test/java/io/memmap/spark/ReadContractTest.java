package io.memmap.spark;

import java.nio.file.Path;

/** Reads of local files. */
class ReadContractTest extends ReadContract {
  ReadContractTest() {
    super(2);
  }

  @Override
  protected String placed(Path file) {
    return file.toString();
  }
}
