package io.memmap.oracle;

import java.nio.file.Path;

/** Reads of local files. */
class GoldenCasesTest extends GoldenCases {
  GoldenCasesTest() {
    super(true);
  }

  @Override
  protected String placed(Path file) {
    return file.toString();
  }
}
