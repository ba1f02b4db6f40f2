package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Shape;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.OptionErrors;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.read.source.ArraySource;
import java.util.Optional;

/** What a stream can follow: rows that stay where they are when further ones come after them. */
final class StreamRules {
  private StreamRules() {}

  /** Checks options that are wrong whatever the files hold. */
  static void checkOptions(ReadOptions options) {
    Optional<Shape> shape = options.shape();
    int inferred = shape.map(Shape::inferredAxis).orElse(0);
    if (inferred > 0) {
      throw OptionErrors.badOption(
          MemmapOptions.SHAPE,
          shape.get().toString(),
          "new rows of a stream make the first axis longer, not axis "
              + inferred
              + "; give -1 for the first axis and the lengths of all others");
    }
  }

  /** Checks options that depend on what the files hold. */
  static void check(ReadOptions options, ArraySource example) {
    ArraySpec spec = example.spec();
    String path = example.file().path();
    boolean grows = inferred(options);
    if (example.isRaw() && grows && !spec.order().growsAtEnd()) {
      throw OptionErrors.badOption(
          MemmapOptions.ORDER,
          spec.order().toString(),
          "a new row moves the rows before it, so a file of any length can't be followed; write"
              + " rows in order C, or give a shape without -1, whose rows are read when all are"
              + " there");
    }
    if (example.isRaw() && grows && rowBytes(spec) == 0) {
      throw PathErrors.badFile(
          path, spec.toText() + ": rows of 0 bytes do not tell how many there are; give a shape");
    }
    try {
      if (!example.slice().growsAtEnd(spec.shape())) {
        throw OptionErrors.badOption(
            MemmapOptions.SLICE,
            example.slice().toString(),
            "a stream takes rows from the first one on, so that new rows come after the others;"
                + " slice the first axis as start:, start:stop or start:stop:step, with numbers"
                + " from 0 on, or slice other axes only");
      }
    } catch (InvalidArrayException e) {
      throw PathErrors.badFile(path, e.getMessage());
    }
  }

  /** Refuses an array without an axis of rows. */
  static void refuseNoRows(String path, ArraySpec spec) {
    if (spec.shape().rank() == 0) {
      throw PathErrors.badFile(
          path, "holds a 0-d array, which has no rows to follow; read it with spark.read");
    }
  }

  /** Whether a raw file has as many rows as its size allows. */
  static boolean inferred(ReadOptions options) {
    return options.shape().map(shape -> shape.inferredAxis() == 0).orElse(true);
  }

  static long rowBytes(ArraySpec spec) {
    return spec.shape().withFirst(1).bytes(spec.dtype().itemsize());
  }
}
