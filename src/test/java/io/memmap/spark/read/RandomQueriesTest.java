package io.memmap.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.HalfFloat;
import io.memmap.array.Order;
import io.memmap.array.ScalarDType;
import io.memmap.array.Shape;
import io.memmap.spark.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random queries over random arrays: with what the scan takes over, without, and over the same rows
 * in Parquet. {@code -Dqueries.seed} repeats a run, {@code -Dqueries.rounds} makes it longer.
 */
class RandomQueriesTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long SEED = Long.getLong("queries.seed", System.nanoTime());
  private static final int TABLES = 10 * Integer.getInteger("queries.rounds", 1);
  private static final int QUERIES = 52;
  private static final int LEAST = 100;

  private static final List<String> DTYPES =
      List.of("|i1", "|u1", "<i2", ">u2", ">i4", "<u4", "<i8", "<u8", "<f2", ">f4", "<f4", ">f8");

  /** What a scan took over. */
  private enum Taken {
    PREDICATE,
    LIMIT,
    AGGREGATE
  }

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final Map<Taken, Integer> taken = new EnumMap<>(Taken.class);
  private SparkSession session;

  /** A table thrice: as read, read without pushdown, and copied to Parquet. */
  private record Table(
      Dataset<Row> array,
      Dataset<Row> plain,
      Dataset<Row> parquet,
      List<String> columns,
      int rows,
      List<String> files) {}

  @Test
  void theAnswersAreTheSame() throws IOException {
    // Code generation would take most of the time, and is looked at by other tests.
    session =
        Plans.session(
            SPARK,
            some -> {
              some.conf().set("spark.sql.codegen.wholeStage", "false");
              some.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
              some.conf().set("spark.sql.shuffle.partitions", "1");
              some.conf().set("spark.sql.adaptive.enabled", "false");
            });
    for (int i = 0; i < TABLES; i++) {
      Table table = table(folder.resolve("t" + i));
      for (int j = 0; j < QUERIES; j++) {
        check(table, RandomQuery.of(random, table.columns(), table.rows(), table.files()), j);
      }
      table.parquet().unpersist();
    }
    System.out.printf(
        "%d random queries gave the same answers, -Dqueries.seed=%d; taken over: %s%n",
        TABLES * QUERIES, SEED, taken);
    for (Taken some : Taken.values()) {
      assertThat(taken.getOrDefault(some, 0)).as(some.name()).isGreaterThanOrEqualTo(LEAST);
    }
  }

  private Table table(Path parent) throws IOException {
    int files = random.nextBoolean() ? 1 : 4;
    int rows = 5 + random.nextInt(60);
    int columns = 1 + random.nextInt(4);
    ScalarDType dtype = (ScalarDType) DType.parse(DTYPES.get(random.nextInt(DTYPES.size())));
    Order order = random.nextBoolean() ? Order.C : Order.F;
    ArraySpec spec = new ArraySpec(dtype, Shape.of(rows, columns), order, 0);
    for (int i = 0; i < files; i++) {
      Path file = parent.resolve("year=" + (2020 + i % 3)).resolve(i + ".dat");
      Files.createDirectories(file.getParent());
      ArrayFiles.write(file, spec, element -> bits(dtype));
    }
    String slice = List.of("::", "3:", "::2", "::-1", "-4:1:-1").get(random.nextInt(5));
    String[] options = {
      "dtype", dtype.text(),
      "shape", spec.shape().toString(),
      "order", order.name(),
      "slice", slice,
      "numPartitions", "" + (1 + random.nextInt(4))
    };
    Dataset<Row> array = Plans.memmap(session, options).load(parent.toString());
    Dataset<Row> plain =
        Plans.memmap(session, options).option("pushdown", "false").load(parent.toString());
    List<String> names = new ArrayList<>(List.of(array.columns()));
    names.remove("year");
    String parquet = parent.resolveSibling(parent.getFileName() + ".parquet").toString();
    plain
        .selectExpr("*", "_row", "_file", "monotonically_increasing_id() as position")
        .coalesce(1)
        .write()
        .parquet(parquet);
    List<String> paths = new ArrayList<>();
    plain.select("_file").distinct().collectAsList().forEach(row -> paths.add(row.getString(0)));
    paths.add("elsewhere.dat");
    // Asked fifty times: kept in memory once it is read
    return new Table(array, plain, session.read().parquet(parquet).cache(), names, rows, paths);
  }

  private long bits(ScalarDType dtype) {
    double value = (random.nextInt(64) - 32) / 8.0;
    return switch (dtype.kind()) {
      case FLOAT16 -> HalfFloat.toHalf(value);
      case FLOAT32 -> Float.floatToIntBits((float) value);
      case FLOAT64 -> Double.doubleToLongBits(value);
      default -> (long) (value * 8) & (dtype.kind().code() == 'u' ? 0x7F : -1);
    };
  }

  private void check(Table table, RandomQuery query, int number) {
    String context = query + " of " + table.files() + " -Dqueries.seed=" + SEED;
    Dataset<Row> asked = query.on(table.array(), null);
    List<Row> expected = query.on(table.parquet(), "position").collectAsList();
    assertSame(context, expected, asked.collectAsList());
    if (number % 8 == 0) {
      assertSame(context, expected, query.on(table.plain(), null).collectAsList());
    }
    count(query, asked.queryExecution().sparkPlan(), expected.size());
  }

  private static void assertSame(String context, List<Row> expected, List<Row> actual) {
    assertThat(actual).as(context).containsExactlyInAnyOrderElementsOf(expected);
  }

  private void count(RandomQuery query, SparkPlan plan, int rows) {
    SparkPlan leaf = plan.collectLeaves().apply(0);
    if (leaf instanceof LocalTableScanExec) {
      if (query.sums()) {
        taken.merge(Taken.AGGREGATE, 1, Integer::sum);
      }
      return;
    }
    boolean filtered = plan.find(node -> node instanceof FilterExec).isDefined();
    if (((BatchScanExec) leaf).scan() instanceof AggregateScan) {
      taken.merge(Taken.AGGREGATE, 1, Integer::sum);
    } else if (query.predicate() != null && !filtered) {
      taken.merge(Taken.PREDICATE, 1, Integer::sum);
      if (query.kind() == RandomQuery.Kind.ROWS) {
        assertThat(Plans.planned(((BatchScanExec) leaf).scan()).rows()).isEqualTo(rows);
      }
    }
    if (query.limits() && Plans.planned(((BatchScanExec) leaf).scan()).rows() <= query.count()) {
      taken.merge(Taken.LIMIT, 1, Integer::sum);
    }
  }
}
