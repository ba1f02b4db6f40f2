package io.memmap.spark.internal.write;

import io.memmap.spark.internal.write.change.ChangeEncoder;
import io.memmap.spark.internal.write.change.MarkedEncoder;
import io.memmap.spark.internal.write.commit.ArrayForm;
import io.memmap.spark.internal.write.commit.StagedForce;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordEncoder;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.staging.Staging;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;

/**
 * Makes the writers of tasks; Spark sends it to the executors.
 *
 * @param file that is being written, for messages
 * @param staging where they stage
 * @param partitions number of partitions of the write
 * @param index the record that a row becomes
 * @param form of the array; one of the staged outputs may become its file
 * @param inPlace whether records replace others in the file
 * @param force which tasks force what they stage to the disk
 */
public record ArrayWriterFactory(
    String file,
    Staging staging,
    int partitions,
    RecordPlan plan,
    IndexPlan index,
    ArrayForm form,
    boolean inPlace,
    StagedForce force)
    implements DataWriterFactory {
  private static final long serialVersionUID = 1L;

  /** A new encoder, which only one thread may use. */
  RecordEncoder encoder() {
    if (index instanceof IndexPlan.Replaced replaced) {
      return new ChangeEncoder(plan, replaced);
    }
    return inPlace && MarkedEncoder.isNeeded(plan) ? new MarkedEncoder(plan) : plan.encoder();
  }

  @Override
  public DataWriter<InternalRow> createWriter(int partition, long task) {
    return new ArrayDataWriter(this, partition, task);
  }
}
