package io.memmap.spark.internal.write;

import io.memmap.spark.internal.write.commit.ArrayForm;
import io.memmap.spark.internal.write.commit.StagedForce;
import io.memmap.spark.internal.write.encode.ChangeEncoder;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.MarkedEncoder;
import io.memmap.spark.internal.write.encode.RecordEncoder;
import io.memmap.spark.internal.write.encode.RecordPlan;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;

/**
 * Sent to the executors.
 *
 * @param file that is being written, for messages
 * @param folder of the staging files
 * @param index which record a row is
 * @param form of the array, whose file one of the staging files may become
 * @param inPlace whether rows go over others
 * @param force which tasks force what they staged to the disk
 */
public record ArrayWriterFactory(
    String file,
    String folder,
    RecordPlan plan,
    IndexPlan index,
    ArrayForm form,
    boolean inPlace,
    StagedForce force)
    implements DataWriterFactory {
  private static final long serialVersionUID = 1L;

  /** An encoder of a task's own. */
  RecordEncoder encoder() {
    if (index instanceof IndexPlan.Replaced replaced) {
      return new ChangeEncoder(plan, replaced);
    }
    return inPlace ? MarkedEncoder.orElseWhole(plan) : plan.encoder();
  }

  @Override
  public DataWriter<InternalRow> createWriter(int partition, long task) {
    return new ArrayDataWriter(this, partition, task);
  }
}
