package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.HalfFloat;
import io.memmap.array.Order;
import io.memmap.array.RandomArrays;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
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
 * Random aggregations of random arrays by groups have the results of the same query without
 * push-down. {@code -Dgroups.seed} repeats a run, {@code -Dgroups.rounds} makes it longer.
 */
class RandomGroupsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final long SEED = Long.getLong("groups.seed", System.nanoTime());
  private static final String CONTEXT = " -Dgroups.seed=" + SEED;
  private static final int LEAST = 102 * Integer.getInteger("groups.rounds", 1);
  private static final int MOST_TABLES = LEAST;
  private static final int QUERIES = 8;
  private static final List<ScalarKind> LABELS =
      List.of(
          ScalarKind.BOOL, ScalarKind.INT8, ScalarKind.UINT8, ScalarKind.INT16, ScalarKind.UINT16);

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private SparkSession session;

  /** Aggregations that kernels have computed, and the groups of all of them. */
  private int pushed;

  private int groups;

  private int tables;

  @BeforeEach
  void start() {
    session =
        Plans.session(
            SPARK,
            some -> {
              some.conf().set("spark.sql.catalog.arrays", "io.memmap.spark.MemmapCatalog");
              some.conf().set("spark.sql.codegen.wholeStage", "false");
              some.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
              some.conf().set("spark.sql.shuffle.partitions", "1");
              some.conf().set("spark.sql.adaptive.enabled", "false");
            });
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private <T> List<T> some(List<T> all, int least) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    int count = least + random.nextInt(shuffled.size() - least + 1);
    return List.copyOf(shuffled.subList(0, count));
  }

  /** Bits of a value; floats are multiples of 1/8, so that sums are exact in any order. */
  private long bits(ScalarDType dtype) {
    boolean rare = random.nextInt(200) == 0;
    double[] special = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    double value = rare ? special[random.nextInt(3)] : (random.nextInt(2_001) - 1_000) / 8.0;
    return switch (dtype.kind()) {
      case FLOAT16 -> HalfFloat.toHalf(value);
      case FLOAT32 -> Float.floatToIntBits((float) value);
      case FLOAT64 -> Double.doubleToLongBits(value);
      case INT64 -> random.nextLong() >> 12;
      case BOOL -> random.nextInt(3);
      default -> random.nextLong();
    };
  }

  /** A table of files whose arrays differ in the length of the first axis, and how to load it. */
  private final class Table {
    private final ScalarDType dtype;
    private final String place;
    private final Map<String, String> options = new HashMap<>();

    Table(List<ScalarDType> dtypes, int rank, int longest, int files, String layout)
        throws IOException {
      dtype = pick(dtypes);
      Path parent = folder.resolve("t" + tables++);
      long[] lengths =
          random.longs(rank, rank > 2 ? 3 : 1, rank > 2 || longest > 100 ? 8 : 40).toArray();
      Order order = pick(List.of(Order.values()));
      for (int i = 0; i < files; i++) {
        lengths[0] = rank == 1 ? 50 + random.nextInt(400) : longest / 4 + random.nextInt(longest);
        ArraySpec spec = new ArraySpec(dtype, Shape.of(lengths), order, 0);
        Path year = Files.createDirectories(parent.resolve("year=" + (2020 + i / 2)));
        Path file = ArrayFiles.write(year.resolve(i + ".dat"), spec, number -> bits(dtype));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) spec.end()));
      }
      place = files == 1 ? parent.resolve("year=2020/0.dat").toString() : parent.toString();
      options.put("dtype", dtype.text());
      String inner =
          String.join(", ", Arrays.stream(lengths).skip(1).mapToObj(Long::toString).toList());
      options.put("shape", rank == 1 ? "-1" : "-1, " + inner);
      options.put("order", order.name());
      options.put("layout", layout);
      options.put("access", pick(List.of("mmap", "mmap", "read")));
      options.put("numPartitions", pick(List.of("1", "1", "2", "3")));
      if (random.nextBoolean()) {
        options.put("batchRows", pick(List.of("1", "5", "64", "100000")));
      }
    }

    void slice(List<String> slices) {
      options.put("slice", pick(slices));
    }

    Dataset<Row> load(boolean pushdown) {
      DataFrameReader reader =
          session.read().format("memmap").options(options).option("pushdown", pushdown);
      return reader.load(place);
    }

    @Override
    public String toString() {
      return options + " " + place;
    }
  }

  private List<String> functions(String column, ScalarDType dtype) {
    if (dtype.kind() == ScalarKind.BOOL) {
      return List.of("count(*)", "count(" + column + ")");
    }
    List<String> all = new ArrayList<>(List.of("count(*)"));
    for (String function : List.of("count", "sum", "min", "max", "avg")) {
      if (!function.equals("avg") || dtype.kind() != ScalarKind.INT64) {
        all.add(function + "(" + column + ")");
      }
    }
    return all;
  }

  /** One of these predicates, one of a stored column, or none. */
  private String predicate(Table table, String column, String... others) {
    return switch (random.nextInt(4)) {
      case 0 -> pick(List.of(others));
      case 1, 2 -> column + (table.dtype.kind() == ScalarKind.BOOL ? "" : " > 20");
      default -> "true";
    };
  }

  /** A query; its rows are compared as texts, so that several queries make one. */
  private record Query(String where, List<String> by, List<String> functions) {

    /** Adding 0 makes 0.0 of -0.0: which of several zeros comes first depends on the tasks. */
    private String sql(int number, String table) {
      String keys = String.join(", ", by);
      String values =
          String.join("", functions.stream().map(function -> ", " + function + " + 0").toList());
      String select = (functions.isEmpty() ? "DISTINCT " : "") + keys + values;
      return String.format(
          Locale.ROOT,
          "SELECT %d query, cast(struct(*) AS string) row FROM (SELECT %s FROM %s WHERE %s%s)",
          number,
          select,
          table,
          where,
          functions.isEmpty() ? "" : " GROUP BY " + keys);
    }
  }

  private void check(Table table, List<Query> queries) {
    Dataset<Row> query = answers(table, queries, true);
    List<Row> found = query.collectAsList();
    assertThat(found)
        .as(queries + " of " + table + CONTEXT)
        .containsExactlyInAnyOrderElementsOf(answers(table, queries, false).collectAsList());
    groups += found.size();
    List<SparkPlan> leaves = new ArrayList<>();
    query.queryExecution().sparkPlan().collectLeaves().foreach(leaves::add);
    pushed +=
        (int)
            leaves.stream()
                .filter(
                    leaf ->
                        leaf instanceof BatchScanExec scan && scan.scan() instanceof AggregateScan)
                .count();
  }

  private Dataset<Row> answers(Table table, List<Query> queries, boolean pushdown) {
    String name = pushdown ? "pushed" : "plain";
    table.load(pushdown).selectExpr("*", "_row", "_file").createOrReplaceTempView(name);
    return session.sql(
        IntStream.range(0, queries.size())
            .mapToObj(i -> queries.get(i).sql(i, name))
            .collect(Collectors.joining(" UNION ALL ")));
  }

  private void assertPushed(String what) {
    System.out.printf(
        "%d random aggregations by %s, %d groups,%s%n", pushed, what, groups, CONTEXT);
    assertThat(pushed).as(what + CONTEXT).isGreaterThanOrEqualTo(LEAST);
  }

  @Test
  void axesOfCells() throws IOException {
    while (pushed < LEAST && tables < MOST_TABLES) {
      int rank = 2 + random.nextInt(3);
      Table table = new Table(RandomArrays.scalars(), rank, 40, pick(List.of(1, 1, 3)), "cells");
      table.slice(List.of(":", ":", "::-1", "3::2", "-1:0:-2", ":, ::2", "::-3, ::-1"));
      List<Query> queries = new ArrayList<>();
      for (int j = 0; j < QUERIES; j++) {
        List<String> axes = Stream.of("i0", "i1", "i2", "i3").limit(rank).toList();
        List<String> by = new ArrayList<>(some(axes, 1));
        if (by.size() == rank) {
          by.remove(0);
        }
        if (random.nextInt(4) == 0) {
          by.add(pick(List.of("_file", "_row")));
        }
        String where = predicate(table, "value", "i0 > 2", "i1 in (0, 2, 5)", "_row < 9");
        queries.add(new Query(where, by, some(functions("value", table.dtype), 0)));
      }
      check(table, queries);
    }
    assertPushed("axes");
  }

  @Test
  void labels() throws IOException {
    List<ScalarDType> small =
        RandomArrays.scalars().stream().filter(dtype -> LABELS.contains(dtype.kind())).toList();
    while (pushed < LEAST && tables < MOST_TABLES) {
      boolean cells = random.nextBoolean();
      Table table = new Table(small, 2, 40, pick(List.of(1, 1, 4)), cells ? "cells" : "columns");
      table.slice(List.of(":", "::-1", "3::2", ":, :1", ":, ::-1"));
      boolean wide = table.dtype.itemsize() == 2;
      List<String> columns = List.of(table.load(true).columns());
      List<String> numbers =
          columns.stream().filter(name -> !name.startsWith("i") && !name.equals("year")).toList();
      List<Query> queries = new ArrayList<>();
      for (int j = 0; j < QUERIES; j++) {
        List<String> by = new ArrayList<>(List.of(pick(numbers)));
        if (!wide && random.nextBoolean()) {
          by.add(pick(numbers));
        }
        if (random.nextInt(3) == 0) {
          by.add(cells && !wide ? pick(List.of("i0", "i1", "_file")) : "_file");
        } else if (columns.contains("year") && random.nextBoolean()) {
          by.add("year");
        }
        List<String> distinct = by.stream().distinct().toList();
        String where = predicate(table, pick(numbers), "_row >= 3", "_row <> 1");
        queries.add(new Query(where, distinct, some(functions(pick(numbers), table.dtype), 0)));
      }
      check(table, queries);
    }
    assertPushed("labels");
  }

  @Test
  void blocksOfRows() throws IOException {
    while (pushed < LEAST && tables < MOST_TABLES) {
      boolean cells = random.nextInt(3) == 0;
      int rank = cells ? 2 : 1 + random.nextInt(2);
      Table table =
          new Table(
              RandomArrays.scalars(), rank, 200, pick(List.of(1, 3)), cells ? "cells" : "columns");
      table.slice(List.of(":", "::-1", "3::2", "-1:0:-3"));
      List<String> numbers =
          Stream.of(table.load(true).columns())
              .filter(name -> !name.startsWith("i") && !name.equals("year"))
              .toList();
      List<Query> queries = new ArrayList<>();
      for (int j = 0; j < QUERIES; j++) {
        String index = cells ? pick(List.of("i0", "i1", "_row")) : "_row";
        int length = pick(List.of(5, 10, 64, 1_000));
        String block =
            pick(
                List.of(
                    "floor(%1$s / %2$d)",
                    "floor(%1$s / %2$d)",
                    "%1$s %% %2$d",
                    "arrays.memmap_row_block_%2$d(%1$s)",
                    "arrays.memmap_reversed_row_block_%2$d(%1$s)"));
        List<String> by = new ArrayList<>(List.of(block.formatted(index, length)));
        if (random.nextInt(4) == 0) {
          by.add(cells ? "i1" : "_file");
        }
        String where = predicate(table, pick(numbers), "_row > 5", "_row in (1, 2, 30)");
        queries.add(new Query(where, by, some(functions(pick(numbers), table.dtype), 0)));
      }
      check(table, queries);
    }
    assertPushed("blocks of rows");
  }
}
