package io.memmap.spark.internal.stream.source;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens when rows are lost that the stream may not have read. */
final class DataLoss {
  private static final Logger LOG = LoggerFactory.getLogger(DataLoss.class);

  private final boolean fails;

  /** What has been logged. A loss is found again by each trigger that looks at the files. */
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /**
   * @param fails whether the query stops
   */
  DataLoss(boolean fails) {
    this.fails = fails;
  }

  /** Throws the error, or logs it. */
  void report(IllegalStateException error) {
    if (fails) {
      throw error;
    }
    if (logged.add(error.getMessage())) {
      LOG.warn("{}; the stream goes on, since failOnDataLoss=false", error.getMessage());
    }
  }
}
