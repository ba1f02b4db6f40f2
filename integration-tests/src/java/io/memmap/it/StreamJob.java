package io.memmap.it;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Streams the files of a folder into an array, one file per batch, until all are in it. Arguments:
 * the folder of the files, which have a line {@code a,b} of whole numbers for each row, the array,
 * the folder in which the checkpoint gets a folder {@link #NAME}.
 */
public final class StreamJob {
  static final String NAME = "numbers";

  private StreamJob() {}

  public static void main(String[] args) throws Exception {
    SparkSession spark = SparkSession.builder().appName("StreamJob").getOrCreate();
    Dataset<Row> rows =
        spark
            .readStream()
            .schema("a bigint, b bigint")
            .option("maxFilesPerTrigger", 1)
            .csv(args[0]);
    // DataStreamWriter.option returns another type in Spark 4, so it would not link on all lines
    spark.conf().set("spark.sql.streaming.checkpointLocation", args[2]);
    StreamingQuery query =
        rows.writeStream()
            .format("memmap")
            .queryName(NAME)
            .trigger(Trigger.AvailableNow())
            .start(args[1]);
    query.awaitTermination();
    spark.stop();
  }
}
