package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.FileStamp;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * Joins the staged files to one and that one to the end of the array, which HDFS does in one step
 * without moving bytes. It joins files of one folder only, so the file is renamed to a hidden name
 * beside the array first.
 *
 * @param seen the array as it was read; it is not changed if it is another one by then
 */
record AppendPublication(TargetCheck check, FileStamp seen, StagedFiles files)
    implements Publication {

  @Override
  public void publish(NewContents contents) throws IOException {
    if (contents.length() == 0) {
      return;
    }
    StoreTarget added = new StagedJoin(files).join(contents);
    StoreTarget beside = files.folder().fileBeside();
    try {
      check.check();
      Naming.move(added, beside);
      append(beside, contents.length());
    } catch (IOException e) {
      throw StoreErrors.failed(target().location(), e, TargetState.OLD);
    }
  }

  private StoreTarget target() {
    return check.target();
  }

  private void append(StoreTarget beside, long length) throws IOException {
    try {
      target().fs().concat(target().path(), new Path[] {beside.path()});
    } catch (IOException | RuntimeException e) {
      TargetState state = new TargetLook(target()).afterAppend(seen, beside, length, e);
      if (state == TargetState.OLD) {
        target().fs().delete(beside.path(), false);
      }
      if (state != TargetState.NEW) { // else the answer was lost
        throw StagedJoin.isRefusal(e) && state == TargetState.OLD
            ? StoreErrors.notJoined(target().location(), e)
            : StoreErrors.failed(target().location(), e, state);
      }
    }
  }
}
