package io.memmap.storage.hadoop.write;

import io.memmap.storage.runs.StagingNames;
import java.io.IOException;

/** A file in the staging folder, which is then renamed to the array's name. */
record RenamePublication(Naming naming, StagedFiles files) implements Publication {

  @Override
  public void publish(NewContents contents) throws IOException {
    naming.name(files.write(StagingNames.ARRAY, contents::writeTo));
  }
}
