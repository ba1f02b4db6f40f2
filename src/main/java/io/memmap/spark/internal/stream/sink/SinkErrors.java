package io.memmap.spark.internal.stream.sink;

import io.memmap.array.OneLine;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.options.OptionErrors;
import io.memmap.storage.file.Location;

/** Errors of streams into arrays, before any task starts. */
final class SinkErrors {
  private SinkErrors() {}

  /** A stream adds rows to a file of a store. */
  static IllegalArgumentException notLocal(Location file) {
    return new IllegalArgumentException(
        OneLine.format(
            "file %s: a stream does not add rows to files of '%s', where a repeated batch could"
                + " add them twice; save each batch by foreachBatch as a file of its own in a"
                + " folder of arrays, named by the number of the batch, with save mode overwrite;"
                + " or use output mode complete, which replaces the file",
            file, file.scheme()));
  }

  static IllegalArgumentException modeReplaces(String mode) {
    return OptionErrors.badOption(
        MemmapOptions.MODE,
        mode,
        "does not go with output mode complete, which replaces the file; leave the option out");
  }

  static IllegalArgumentException modeDoesNotAppend(String mode) {
    return OptionErrors.badOption(
        MemmapOptions.MODE,
        mode,
        "does not go with output mode append; leave the option out to append rows, give r+ and"
            + " option rowIndex to change rows in place, or use output mode complete to replace"
            + " the file with each batch");
  }

  static IllegalArgumentException whichRows(String mode) {
    return OptionErrors.badOption(
        MemmapOptions.MODE,
        mode,
        "which rows of the array are meant? name the bigint column that says so in option"
            + " rowIndex, or write single elements with layout=cells");
  }

  static IllegalArgumentException cellsAreNotAppended(String layout) {
    return OptionErrors.badOption(
        MemmapOptions.LAYOUT,
        layout,
        "elements are not appended; give option mode=r+ to write them into an array that is there");
  }

  static IllegalArgumentException fixedShape(String shape) {
    return OptionErrors.badOption(
        MemmapOptions.SHAPE,
        shape,
        "an array that a stream appends to gets longer with each batch; give -1 as its first"
            + " length, or leave the option out");
  }

  /** Continuous processing commits many epochs by one write. */
  static UnsupportedOperationException continuous(String file) {
    return new UnsupportedOperationException(
        OneLine.format(
            "file %s: Trigger.Continuous is not supported; use Trigger.ProcessingTime or"
                + " Trigger.AvailableNow",
            file));
  }
}
