package io.memmap.spark.internal.write.commit;

import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.file.FileStamp;
import java.io.IOException;
import java.util.Optional;

/** Begins the publication of a write. */
public final class Publications {
  private Publications() {}

  /**
   * The publication that fits the target.
   *
   * @param partitions number of partitions of the rows
   * @throws IllegalArgumentException if the target cannot be changed
   * @throws IOException if the write cannot begin
   */
  public static Publication begin(
      ArrayTarget target, RecordPlan plan, IndexPlan index, int partitions) throws IOException {
    if (target.location().isLocal()) {
      return target.changesFile()
          ? new UpdatePublication(target, plan, index)
          : new NewArrayPublication(target, plan, index);
    }
    return target.changesFile()
        ? changing(target, plan, index, partitions)
        : new RemotePublication(target, plan, index, partitions);
  }

  private static Publication changing(
      ArrayTarget target, RecordPlan plan, IndexPlan index, int partitions) throws IOException {
    FileStamp old = SincePlanned.look(target);
    Optional<Publication> joined = JoinPublication.begin(target, plan, index, old);
    return joined.isPresent()
        ? joined.get()
        : RewritePublication.begin(target, plan, index, old, partitions);
  }
}
