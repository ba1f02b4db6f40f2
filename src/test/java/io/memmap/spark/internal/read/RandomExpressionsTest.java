package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.HalfFloat;
import io.memmap.spark.internal.read.source.Aggregate;
import io.memmap.spark.internal.read.source.Numbers;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random functions of random expressions have the results of the same query without push-down, and
 * over Parquet. {@code -Dexpressions.seed} repeats a run, {@code -Dexpressions.rounds} makes it
 * longer.
 */
class RandomExpressionsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long SEED = Long.getLong("expressions.seed", System.nanoTime());
  private static final String CONTEXT = " -Dexpressions.seed=" + SEED;
  private static final int LEAST = 100 * Integer.getInteger("expressions.rounds", 1);
  private static final int MOST_TABLES = LEAST;
  private static final int QUERIES = 12;

  private static final List<String> DTYPES =
      List.of(
          "|i1", "|u1", "<i2", ">u2", "<i4", ">i4", "<u4", "<i8", "<f2", ">f2", "<f4", "<f4", "<f4",
          ">f4", "<f8", "<f8", ">f8");

  private static final List<String> EXPRESSIONS =
      List.of(
          "%1$s * %1$s",
          "%1$s * %2$s",
          "2 * %1$s + 1",
          "%1$s + %2$s",
          "%1$s - %2$s * %3$s",
          "cast(%1$s as double) * %2$s",
          "%1$s * 0.5D - %2$s",
          "(%1$s - 3) * (%1$s - 3)",
          "cast(%1$s as float) + %2$s");

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private SparkSession session;
  private int tables;

  /** Queries whose expressions kernels have computed, without and with groups. */
  private int pushed;

  private int pushedByGroup;

  @BeforeEach
  void start() {
    session =
        Plans.session(
            SPARK,
            some -> {
              some.conf().set("spark.sql.ansi.enabled", "true");
              some.conf().set("spark.sql.codegen.wholeStage", "false");
              some.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
              some.conf().set("spark.sql.shuffle.partitions", "1");
              some.conf().set("spark.sql.adaptive.enabled", "false");
            });
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Small numbers, whose products and sums are exact and do not overflow, and few special ones. */
  private byte[] value(String dtype) {
    int size = dtype.charAt(2) - '0';
    int range = size == 1 ? 5 : 90;
    int whole = random.nextInt(range) - (dtype.charAt(1) == 'u' ? 0 : range / 2);
    List<Double> special = List.of(Double.NaN, 1 / 0.0, -1 / 0.0, -0.0);
    double number = random.nextInt(300) == 0 ? pick(special) : whole / 8.0;
    long bits =
        switch (dtype.substring(1)) {
          case "f2" -> HalfFloat.toHalf(number);
          case "f4" -> Float.floatToIntBits((float) number);
          case "f8" -> Double.doubleToLongBits(number);
          default -> whole;
        };
    ByteBuffer little = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    little.putLong(bits);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[dtype.startsWith(">") ? size - 1 - i : i] = little.get(i);
    }
    return bytes;
  }

  /** Files with columns a, b and c of any dtypes, and labels k. */
  private Map<String, String> write(Path to) throws IOException {
    Files.createDirectories(to);
    String one = pick(DTYPES);
    List<String> dtypes =
        random.nextBoolean() ? List.of(one, one, one) : List.of(one, pick(DTYPES), pick(DTYPES));
    int files = pick(List.of(1, 1, 3));
    for (int file = 0; file < files; file++) {
      int rows = pick(List.of(1, 300, 1_024, 2_000)) + random.nextInt(50);
      ByteBuffer bytes = ByteBuffer.allocate(rows * (3 * Long.BYTES + 1));
      for (int i = 0; i < rows; i++) {
        dtypes.forEach(dtype -> bytes.put(value(dtype)));
        bytes.put((byte) random.nextInt(4));
      }
      byte[] all = new byte[bytes.position()];
      bytes.flip().get(all);
      Files.write(to.resolve(file + ".dat"), all);
    }
    String fields =
        IntStream.range(0, 3)
            .mapToObj(i -> "('" + (char) ('a' + i) + "', '" + dtypes.get(i) + "')")
            .collect(Collectors.joining(", ", "[", ", ('k', 'u1')]"));
    return Plans.map(
        "dtype",
        fields,
        "access",
        pick(List.of("mmap", "mmap", "read")),
        "slice",
        pick(List.of("::", "::", "::2", "::-1")),
        "numPartitions",
        pick(List.of("1", "1", "3")),
        "batchRows",
        pick(List.of("100000", "100000", "77")));
  }

  /** A query; its rows are compared as texts, so that several queries make one. */
  private record Query(String where, String by, List<String> functions) {

    /** Adding 0 makes 0.0 of -0.0: which of several zeros comes first depends on the tasks. */
    private String sql(int number, String table) {
      String values =
          functions.stream().map(function -> function + " + 0").collect(Collectors.joining(", "));
      return String.format(
          Locale.ROOT,
          "SELECT %d query, cast(struct(*) AS string) row FROM (SELECT %s%s FROM %s WHERE %s%s)",
          number,
          by.isEmpty() ? "" : by + ", ",
          values,
          table,
          where,
          by.isEmpty() ? "" : " GROUP BY " + by);
    }
  }

  private Query query() {
    List<String> columns = new ArrayList<>(List.of("a", "b", "c"));
    Collections.shuffle(columns, random);
    List<String> functions = new ArrayList<>();
    for (int left = 1 + random.nextInt(2); left > 0; left--) {
      String of = pick(EXPRESSIONS).formatted(columns.toArray());
      functions.add(pick(List.of("sum", "sum", "avg", "min", "max", "count")) + "(" + of + ")");
      if (random.nextInt(4) == 0) {
        functions.add(pick(List.of("sum", "max")) + "(" + of + ")");
        functions.add(pick(List.of("sum", "min", "avg")) + "(" + columns.get(0) + ")");
      }
    }
    String where = pick(List.of("true", "true", "b > 1", "_row >= 5", "a < 2 and c <> 0"));
    String by = pick(List.of("", "", "", "k", "floor(_row / 100)", "k, _file"));
    return new Query(where, by, functions.stream().distinct().toList());
  }

  @Test
  void theResultsAreSparks() throws IOException {
    while (pushed + pushedByGroup < LEAST && tables < MOST_TABLES) {
      Path place = folder.resolve("t" + tables++);
      Map<String, String> options = write(place);
      List<Query> queries = IntStream.range(0, QUERIES).mapToObj(i -> query()).toList();
      Dataset<Row> found = answers(queries, load(place, options, true));
      Dataset<Row> plain = load(place, options, false);
      if (tables % 8 == 0) {
        Path parquet = folder.resolve("p" + tables);
        plain.write().parquet(parquet.toString());
        plain = session.read().parquet(parquet.toString());
      }
      assertThat(found.collectAsList())
          .as(queries + " of " + options + " " + place + CONTEXT)
          .containsExactlyInAnyOrderElementsOf(answers(queries, plain).collectAsList());
      count(found.queryExecution().sparkPlan());
    }
    System.out.printf(
        "%d random functions of expressions, %d by groups, of %d tables,%s%n",
        pushed, pushedByGroup, tables, CONTEXT);
    assertThat(pushed + pushedByGroup).as(CONTEXT).isGreaterThanOrEqualTo(LEAST);
    assertThat(pushed).as(CONTEXT).isGreaterThanOrEqualTo(LEAST / 4);
    assertThat(pushedByGroup).as(CONTEXT).isGreaterThanOrEqualTo(LEAST / 4);
  }

  private Dataset<Row> load(Path place, Map<String, String> options, boolean pushdown) {
    return session
        .read()
        .format("memmap")
        .options(options)
        .option("pushdown", pushdown)
        .load(place.toString())
        .selectExpr("*", "_row", "_file");
  }

  private Dataset<Row> answers(List<Query> queries, Dataset<Row> table) {
    table.createOrReplaceTempView("numbers");
    return session.sql(
        IntStream.range(0, queries.size())
            .mapToObj(i -> queries.get(i).sql(i, "numbers"))
            .collect(Collectors.joining(" UNION ALL ")));
  }

  private void count(SparkPlan plan) {
    List<SparkPlan> leaves = new ArrayList<>();
    plan.collectLeaves().foreach(leaves::add);
    for (SparkPlan leaf : leaves) {
      if (leaf instanceof BatchScanExec batch
          && batch.scan() instanceof AggregateScan scan
          && scan.aggregates().stream().anyMatch(RandomExpressionsTest::isOfExpression)) {
        if (scan.groups().isEmpty()) {
          pushed++;
        } else {
          pushedByGroup++;
        }
      }
    }
  }

  private static boolean isOfExpression(Aggregate aggregate) {
    return aggregate instanceof Aggregate.OfNumbers some
        && !(some.numbers() instanceof Numbers.Column);
  }
}
