package io.memmap.spark.write;

import java.nio.file.Path;

/**
 * The array file that a write makes or changes.
 *
 * @param path absolute, symbolic links resolved
 * @param sync whether bytes are forced to the disk
 */
public record ArrayTarget(Path path, ArrayForm form, WriteAction action, boolean sync) {

  /** Stands in the plan. */
  @Override
  public String toString() {
    return action + " " + path + " " + form;
  }
}
