package io.memmap.spark.internal.write.commit;

import io.memmap.array.ArraySpec;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.file.FileBytes;
import io.memmap.storage.file.FileVersion;
import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.storage.runs.LocalStaging;
import io.memmap.storage.staging.Staging;
import java.io.IOException;
import java.util.UUID;

/** Appends rows to an existing local file, or replaces some of its rows. */
final class UpdatePublication implements Publication {
  private final ArrayTarget target;
  private final RecordPlan plan;
  private final IndexPlan index;
  private final InPlaceUpdate update;

  UpdatePublication(ArrayTarget planned, RecordPlan plan, IndexPlan index) throws IOException {
    this.plan = plan;
    this.index = index;
    this.update =
        InPlaceUpdate.open(planned.path(), UUID.randomUUID().toString(), planned.locking());
    boolean sound = false;
    try {
      SincePlanned.refuseOtherVersion(planned, FileVersion.of(planned.path()));
      this.target = SincePlanned.withHeader(planned, () -> FileBytes.header(planned.path()));
      sound = true;
    } finally {
      if (!sound) {
        update.close();
      }
    }
  }

  @Override
  public Staging staging() {
    return new LocalStaging(update.folder().toString());
  }

  /** A journal will refer to the staging files. */
  @Override
  public StagedForce force() {
    return StagedForce.everywhere(target.sync());
  }

  @Override
  public ArraySpec publish(CommittedRuns staged) throws IOException {
    UpdateContents.Planned planned =
        new UpdateContents(
                target, plan, index, staged, OldFile.local(target.path(), update.bytes()))
            .plan();
    if (planned.bytes().isPresent()) {
      update.apply(planned.bytes().get(), target.sync());
    }
    return planned.array();
  }

  @Override
  public void close() throws IOException {
    update.close();
  }
}
