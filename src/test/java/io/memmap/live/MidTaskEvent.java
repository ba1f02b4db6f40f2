package io.memmap.live;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Something that happens to a file while a task is reading it. */
@FunctionalInterface
interface MidTaskEvent extends Serializable {

  void run() throws IOException;

  /**
   * Collects the values of the only column; each task runs the event after its first {@code rows}
   * rows.
   */
  static List<Integer> collect(Dataset<Row> array, int rows, MidTaskEvent event) {
    MapPartitionsFunction<Row, Integer> body = all -> values(all, rows, event);
    return array.mapPartitions(body, Encoders.INT()).collectAsList();
  }

  private static Iterator<Integer> values(Iterator<Row> all, int rows, MidTaskEvent event)
      throws IOException {
    List<Integer> values = new ArrayList<>();
    // hasNext() makes Spark fetch a row, so the event must run before the call
    while (values.size() < rows && all.hasNext()) {
      values.add(all.next().getInt(0));
    }
    event.run();
    while (all.hasNext()) {
      values.add(all.next().getInt(0));
    }
    return values.iterator();
  }
}
