package io.memmap.spark.internal.resolve;

import io.memmap.array.OneLine;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.storage.file.Access;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recognises a read that asks for mappings of files that have none. */
public final class UnmappedAccess {
  private static final Logger LOG = LoggerFactory.getLogger(UnmappedAccess.class);

  private UnmappedAccess() {}

  /**
   * Warns if the user asks for {@code access=mmap} and all files are remote. A warning, since the
   * user gave the option for its speed and would not see a line of a lower level.
   */
  public static void warn(CaseInsensitiveStringMap given, ReadOptions options) {
    String asked = given.get(MemmapOptions.ACCESS);
    if (Access.MMAP.name().equalsIgnoreCase(asked) && options.access() == Access.READ) {
      LOG.warn(
          "file {}: access=mmap was asked for, but a remote file cannot be mapped; it is read as"
              + " with access=read",
          OneLine.of(options.files().roots().get(0).toString()));
    }
  }
}
