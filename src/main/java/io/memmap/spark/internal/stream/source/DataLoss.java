package io.memmap.spark.internal.stream.source;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when rows are lost that the stream may not have read.
 *
 * @param fails whether the query stops
 */
record DataLoss(boolean fails) {
  private static final Logger LOG = LoggerFactory.getLogger(DataLoss.class);

  /** Throws the error, or logs it. */
  void report(IllegalStateException error) {
    if (fails) {
      throw error;
    }
    LOG.warn("{}; the stream goes on, since failOnDataLoss=false", error.getMessage());
  }
}
