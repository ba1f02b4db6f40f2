package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.array.OneLine;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.storage.file.FileStamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recognises a raw file whose size suggests that option {@code dtype} was forgotten. */
public final class ForgottenDType {
  private static final Logger LOG = LoggerFactory.getLogger(ForgottenDType.class);

  private ForgottenDType() {}

  /**
   * Warns if the default dtype uint8 was used, and the file has 2, 4, 8 or 16 bytes for each
   * element of its shape.
   */
  public static void warn(ResolvedArray array, ReadOptions options) {
    ArraySource first = array.sources().all().get(0);
    ArraySpec spec = first.spec();
    FileStamp file = first.file();
    long bytes = spec.bytes();
    long found = file.bytes() - spec.offset();
    if (options.dtype().isPresent()
        || !new ArrayDescription(options, file.path()).isRaw()
        || bytes == 0
        || found % bytes != 0) {
      return;
    }
    String likely = dtypesOf(found / bytes);
    if (!likely.isEmpty()) {
      LOG.warn(
          "file {}: read as uint8, the default dtype, shape {} takes 1 of {} bytes; was {} meant?",
          OneLine.of(file.path()),
          spec.shape(),
          found / bytes,
          likely);
    }
  }

  /** The dtypes of this size in bytes that files often have; empty for other sizes. */
  private static String dtypesOf(long itemsize) {
    return switch ((int) Math.min(itemsize, 17)) {
      case 2 -> "int16, uint16 or float16";
      case 4 -> "float32 or int32";
      case 8 -> "float64 or int64";
      case 16 -> "complex128";
      default -> "";
    };
  }
}
