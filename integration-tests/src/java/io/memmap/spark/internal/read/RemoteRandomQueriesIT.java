package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.remote.RemoteTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random queries over random arrays on HDFS and S3 have the results of the same rows in memory, as
 * those over local files have. {@code -Doracle.seed} repeats a run.
 */
final class RemoteRandomQueriesIT {
  @RegisterExtension static final RemoteTesting HDFS = RemoteTesting.hdfs();
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();
  @RegisterExtension static final RemoteTesting CLASSIC = RemoteTesting.s3Classic();

  private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
  private static final String CONTEXT = " -Doracle.seed=" + SEED;

  /** Four consecutive ones have all formats in all orders. */
  private static final int TABLES = 4 * Integer.getInteger("oracle.rounds", 1);

  private static final int QUERIES = 8;

  @TempDir Path folder;

  private final Random random = new Random(SEED);

  @Test
  void theAnswersAreTheSameOnHdfs() throws IOException {
    check(HDFS);
  }

  @Test
  void theAnswersAreTheSameOnS3() throws IOException {
    check(S3);
  }

  @Test
  void theAnswersAreTheSameOnS3ByStreamsOfAllHadoops() throws IOException {
    check(CLASSIC);
  }

  private void check(RemoteTesting remote) throws IOException {
    SparkSession session = remote.spark().newSession();
    session.conf().set("spark.sql.codegen.wholeStage", "false");
    session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    session.conf().set("spark.sql.shuffle.partitions", "1");
    session.conf().set("spark.sql.adaptive.enabled", "false");
    for (int i = 0; i < TABLES; i++) {
      int files = List.of(1, 4, 14).get(random.nextInt(3));
      Path local = folder.resolve("t" + i);
      RandomFiles arrays = new RandomFiles(random, local, i, files, 50 / files + 9);
      arrays.readAt(remote.put(local, "t" + i + "-" + random.nextInt(Integer.MAX_VALUE)));
      RandomTable table =
          new RandomTable(
              session,
              random,
              arrays,
              random.nextBoolean() ? RandomTable.FORWARDS : RandomTable.BACKWARDS);
      Dataset<Row> expected = table.expected();
      for (int j = 0; j < QUERIES; j++) {
        RandomQuery query = RandomQuery.of(random, table.words());
        Dataset<Row> array = random.nextInt(4) == 0 ? table.plain() : table.array();
        List<Row> found = query.on(array).collectAsList();
        List<Row> right = query.by(expected).collectAsList();
        String context = query + " of " + table + CONTEXT;
        if (query.kind() == RandomQuery.Kind.ORDERED) {
          assertThat(found).as(context).isEqualTo(right);
        } else {
          assertThat(RandomQueriesTest.counted(found))
              .as(context)
              .isEqualTo(RandomQueriesTest.counted(right));
        }
      }
    }
  }
}
