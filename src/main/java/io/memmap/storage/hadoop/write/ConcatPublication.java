package io.memmap.storage.hadoop.write;

import java.io.IOException;

/** Joins the staged files to one, which is then renamed to the array's name. */
record ConcatPublication(Naming naming, StagedFiles files) implements Publication {

  @Override
  public void publish(NewContents contents) throws IOException {
    naming.name(new StagedJoin(files).join(contents));
  }
}
