package io.memmap.spark.internal.stream.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that get bytes at random, also within rows, limits at random, and queries that fail at
 * random and start again: each row is read once, and those of a file in order.
 */
class RandomStreamTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int APART = 1_000_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void eachRowIsReadOnceAndInOrder(long seed) throws Exception {
    Random random = new Random(seed);
    Path arrays = Files.createDirectory(folder.resolve("arrays"));
    List<GrowingFile> files = new ArrayList<>();
    FollowedQuery query = new FollowedQuery(SPARK.spark(), folder.resolve("checkpoint"));
    for (int run = 0; run < 8; run++) {
      append(files, arrays, random);
      query.whenBatchEnds(
          id -> {
            append(files, arrays, random);
            if (random.nextInt(4) == 0) {
              throw new IOException("cut off");
            }
          });
      run(query, query.load(arrays, options(random)), random);
    }
    query.whenBatchEnds(id -> {});
    query.readAvailable(query.load(arrays, options(random)));
    List<Integer> read = GrowingFile.elements(query.rows());
    for (int i = 0; i < files.size(); i++) {
      int file = i;
      assertThat(read.stream().filter(value -> value / APART == file).toList())
          .isEqualTo(files.get(i).wholeRows());
    }
  }

  private static void append(List<GrowingFile> files, Path folder, Random random)
      throws IOException {
    if (files.isEmpty() || (files.size() < 5 && random.nextInt(3) == 0)) {
      int number = files.size();
      files.add(new GrowingFile(folder.resolve(number + ".dat"), number * APART));
    }
    files.get(random.nextInt(files.size())).appendBytes(random.nextInt(200));
  }

  private static Map<String, String> options(Random random) {
    Map<String, String> options = new HashMap<>(Map.of("dtype", "int32", "shape", "-1,2"));
    if (random.nextBoolean()) {
      options.put("maxRowsPerTrigger", "" + (1 + random.nextInt(40)));
    }
    if (random.nextInt(3) == 0) {
      options.put("maxFilesPerTrigger", "" + (1 + random.nextInt(3)));
    }
    return options;
  }

  private static void run(FollowedQuery query, Dataset<Row> stream, Random random)
      throws Exception {
    boolean available = random.nextBoolean();
    StreamingQuery running =
        query.start(stream, available ? Trigger.AvailableNow() : Trigger.ProcessingTime(0));
    try {
      if (available) {
        running.awaitTermination();
      } else {
        for (int i = random.nextInt(3); i >= 0; i--) {
          query.awaitBatch(running);
        }
        running.stop();
      }
    } catch (StreamingQueryException cutOff) {
      assertThat(cutOff).hasStackTraceContaining("cut off");
    }
  }
}
