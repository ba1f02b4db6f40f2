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
interface InTask extends Serializable {

  void run() throws IOException;

  /** The values of the only column, when this happens behind the first {@code rows} rows. */
  static List<Integer> collect(Dataset<Row> array, int rows, InTask event) {
    MapPartitionsFunction<Row, Integer> body = all -> values(all, rows, event);
    return array.mapPartitions(body, Encoders.INT()).collectAsList();
  }

  private static Iterator<Integer> values(Iterator<Row> all, int rows, InTask event)
      throws IOException {
    List<Integer> values = new ArrayList<>();
    // asking for a row makes Spark fetch it, so the event comes before the question
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
