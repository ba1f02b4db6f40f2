package io.memmap.spark.internal.stream.sink;

import io.memmap.spark.internal.write.ArrayWrite;
import io.memmap.spark.internal.write.commit.ArrayTarget;
import io.memmap.spark.internal.write.commit.WriteAction;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;

/** The write of one batch, or of one epoch of a stream, as Spark plans it. */
public final class StreamWrite implements Write {
  private final ArrayWrite write;
  private final String query;

  /**
   * A write that a stream may do.
   *
   * @param query id of the stream, which its checkpoint keeps
   */
  public StreamWrite(ArrayWrite write, String query) {
    this.write = write;
    this.query = query;
  }

  @Override
  public String description() {
    return write.description();
  }

  @Override
  public BatchWrite toBatch() {
    return write.toBatch();
  }

  /**
   * The write of an epoch.
   *
   * @throws IllegalArgumentException if rows cannot be added once to a file there
   */
  @Override
  public StreamingWrite toStreaming() {
    ArrayTarget target = write.target();
    if (!target.location().isLocal() && target.action() != WriteAction.REPLACE) {
      throw SinkErrors.notLocal(target.location());
    }
    return new EpochWrite(write, query);
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return write.supportedCustomMetrics();
  }

  /** Only Spark 4.0 and later ask for it. */
  @SuppressWarnings("MissingOverride") // Spark 3.5 has no such method
  public CustomTaskMetric[] reportDriverMetrics() {
    return write.reportDriverMetrics();
  }

  /** A line of the plan, which the UI shows. */
  @Override
  public String toString() {
    return write.toString();
  }
}
