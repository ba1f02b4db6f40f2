package io.memmap.spark.internal.read;

import static io.memmap.testing.Allocation.assertGrowsLinearly;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.MemmapDataSource;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.spark.internal.read.source.RowBlocks;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.testing.CountedList;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.Sum;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No step of a plan or a task is quadratic in files, columns, partitions or values of IN. */
class PlanningGrowthTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int MANY = 1_000;

  /** More columns than have windows of their own, so that both sizes are read in the same way. */
  private static final int MANY_COLUMNS = 600;

  /** Shared by all tests, since it takes longer to make files than to plan. */
  @TempDir static Path folder;

  /** A loaded table, of which queries are planned. */
  private static Supplier<ArrayScanBuilder> table(String... options) {
    Map<String, String> all = new HashMap<>(Plans.map(options));
    MemmapDataSource source = new MemmapDataSource();
    CaseInsensitiveStringMap map = new CaseInsensitiveStringMap(all);
    SupportsRead table = (SupportsRead) source.getTable(source.inferSchema(map), null, all);
    assertThat(table.newScanBuilder(map)).isInstanceOf(ArrayScanBuilder.class);
    return () -> (ArrayScanBuilder) table.newScanBuilder(map);
  }

  /** Makes this many files of four rows. */
  private static String[] files(int count) {
    try {
      Path files = folder.resolve("files" + count);
      boolean made = Files.exists(files);
      Files.createDirectories(files);
      for (int i = 0; !made && i < count; i++) {
        Files.write(files.resolve("part-" + i + ".dat"), new byte[16]);
      }
      return new String[] {"path", files.toString(), "dtype", "<i4"};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] array(int rows, int columns, String order, String access) {
    try {
      Path file = folder.resolve(order + rows + "x" + columns);
      ArrayFiles.sparse(file, 4L * rows * columns);
      return new String[] {
        "path",
        file.toString(),
        "dtype",
        "<i4",
        "shape",
        rows + "," + columns,
        "order",
        order,
        "access",
        access
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] with(String[] options, String... more) {
    String[] all = Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return all;
  }

  private static InputPartition[] described(Scan scan) {
    assertThat(scan.description()).isNotEmpty();
    assertThat(scan.reportDriverMetrics()).isNotEmpty();
    assertThat(scan.hashCode()).isEqualTo(scan.hashCode());
    if (scan instanceof FilterableScan filterable) {
      assertThat(filterable.outputPartitioning().numPartitions()).isPositive();
    }
    assertThat(Plans.planned(scan).estimateStatistics().sizeInBytes()).isPresent();
    return scan.toBatch().planInputPartitions();
  }

  private static Predicate predicate(String name, Expression... children) {
    return new Predicate(name, children);
  }

  private static Expression column(String name) {
    return Expressions.column(name);
  }

  private static Expression literal(Object value) {
    return Expressions.literal(value);
  }

  /** Pushes predicates to a builder of many files or rows. */
  private static Runnable pushed(String[] options, Predicate... predicates) {
    Supplier<ArrayScanBuilder> table = table(options);
    return () -> {
      ArrayScanBuilder builder = table.get();
      builder.pushPredicates(predicates);
      described(builder.build());
    };
  }

  @Test
  void loadingGrowsLinearlyWithFiles() {
    assertGrowsLinearly(
        MANY,
        count -> {
          String[] files = files(count);
          return () -> assertThat(table(files)).isNotNull();
        });
  }

  @Test
  void planningGrowsLinearlyWithFiles() {
    assertGrowsLinearly(
        MANY,
        count -> {
          Supplier<ArrayScanBuilder> table = table(files(count));
          return () -> assertThat(described(table.get().build())).isNotEmpty();
        });
  }

  @Test
  void groupsOfFilesGrowLinearly() {
    assertGrowsLinearly(
        MANY,
        count -> {
          Supplier<ArrayScanBuilder> table = table(files(count));
          return () -> {
            ArrayScanBuilder builder = table.get();
            AggregateFunc[] sum = {new Sum(column("value"), false)};
            Expression[] groups = {column("_file")};
            assertThat(builder.pushAggregation(new Aggregation(sum, groups))).isTrue();
            Scan scan = builder.build();
            assertThat(scan.description()).contains("kernels");
            assertThat(scan.toBatch().planInputPartitions()).isNotEmpty();
          };
        });
  }

  @Test
  void valuesOfInOnFilesGrowLinearly() {
    assertGrowsLinearly(
        MANY,
        count -> {
          String[] files = files(count);
          Expression[] names = new Expression[count + 1];
          names[0] = column("_file");
          for (int i = 0; i < count; i++) {
            names[i + 1] = literal(files[1] + "/part-" + i + ".dat");
          }
          return pushed(files, predicate("IN", names));
        });
  }

  @Test
  void valuesOfInOnRowsGrowLinearly() {
    assertGrowsLinearly(
        MANY,
        count -> {
          Expression[] rows = new Expression[count + 1];
          rows[0] = column("_row");
          for (int i = 0; i < count; i++) {
            rows[i + 1] = literal(2L * (count - i));
          }
          return pushed(array(5 * count, 1, "C", "mmap"), predicate("IN", rows));
        });
  }

  /** Nested on the left, as Spark nests {@code a OR b OR c}. */
  @Test
  void equalitiesOnRowsGrowLinearly() {
    assertGrowsLinearly(
        MANY,
        count -> {
          Predicate any = predicate("=", column("_row"), literal(0L));
          for (long i = 1; i < count; i++) {
            any = predicate("OR", any, predicate("=", column("_row"), literal(2 * i)));
          }
          return pushed(array(5 * count, 1, "C", "mmap"), any);
        });
  }

  @Test
  void predicatesOnColumnsGrowLinearly() {
    assertGrowsLinearly(
        MANY_COLUMNS,
        count -> {
          Predicate[] all =
              IntStream.range(0, count)
                  .mapToObj(i -> predicate(">", column("_c" + i), literal(0)))
                  .toArray(Predicate[]::new);
          return pushed(array(4, count, "C", "mmap"), all);
        });
  }

  @Test
  void partitions() {
    assertGrowsLinearly(
        MANY,
        count -> {
          Supplier<ArrayScanBuilder> table =
              table(with(array(2 * count, 1, "C", "mmap"), "numPartitions", "" + count));
          return () -> assertThat(described(table.get().build())).hasSize(count);
        });
  }

  @Test
  void blocksOfRowsGrowLinearly() {
    assertGrowsLinearly(
        MANY,
        count -> {
          long rows = (long) count << 12;
          RowRanges all = RowRanges.of(0, rows);
          AxisIndex index = AxisIndex.ofFirst(1);
          return () -> assertThat(RowBlocks.of(index, rows, count).cut(all)).hasSize(count);
        });
  }

  @ParameterizedTest
  @CsvSource({"C, mmap", "C, read", "F, mmap", "F, read"})
  void readingGrowsLinearlyWithColumns(String order, String access) {
    assertGrowsLinearly(
        MANY_COLUMNS,
        count -> {
          Supplier<ArrayScanBuilder> table = table(array(3, count, order, access));
          return () -> {
            ArrayScanBuilder builder = table.get();
            builder.pruneColumns(builder.build().readSchema());
            read(builder.build());
          };
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void functionsOfColumnsGrowLinearly(String order) {
    assertGrowsLinearly(
        MANY_COLUMNS,
        count -> {
          Supplier<ArrayScanBuilder> table = table(array(3, count, order, "mmap"));
          AggregateFunc[] sums =
              IntStream.range(0, count)
                  .mapToObj(i -> new Sum(column("_c" + i), false))
                  .toArray(AggregateFunc[]::new);
          return () -> {
            ArrayScanBuilder builder = table.get();
            Aggregation all = new Aggregation(sums, new Expression[0]);
            assertThat(builder.supportCompletePushDown(all)).isTrue();
            assertThat(builder.pushAggregation(all)).isTrue();
            Scan scan = builder.build();
            assertThat(scan.description()).contains("kernels");
            InputPartition part = scan.toBatch().planInputPartitions()[0];
            try (PartitionReader<?> reader =
                scan.toBatch().createReaderFactory().createReader(part)) {
              assertThat(reader.next()).isTrue();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          };
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void loadingGrowsLinearlyWithColumns(String order) {
    assertGrowsLinearly(
        MANY_COLUMNS,
        count -> {
          String[] array = array(3, count, order, "mmap");
          return () -> assertThat(table(array)).isNotNull();
        });
  }

  @Test
  void fieldsOfADTypeGrowLinearly() {
    assertGrowsLinearly(
        MANY_COLUMNS,
        count -> {
          String[] array = array(3, count, "C", "mmap");
          String dtype =
              IntStream.range(0, count)
                  .mapToObj(i -> "('f" + i + "', '<i4')")
                  .collect(Collectors.joining(", ", "[", "]"));
          String[] options = {"path", array[1], "dtype", dtype};
          return () -> read(table(options).get().build());
        });
  }

  /** Steps that need no memory for each value must not loop over all values. */
  @Test
  void reasonsOfPredicatesGrowLinearly() {
    List<PushdownLog.Left> predicates =
        IntStream.range(0, MANY)
            .mapToObj(i -> predicate(">", column("_c" + i), literal(0)))
            .map(predicate -> new PushdownLog.Left(predicate, "reason"))
            .toList();
    CountedList<ScanColumn> known =
        new CountedList<>(
            Plans.planned(table(array(4, MANY, "C", "mmap")).get().build()).columns());
    PushdownLog.predicates(predicates, known);
    assertThat(known.count()).isBetween(MANY, 10 * MANY);
  }

  private static void read(Scan scan) {
    InputPartition[] partitions = described(scan);
    assertThat(scan.readSchema().size()).isGreaterThanOrEqualTo(MANY_COLUMNS);
    Batch batch = scan.toBatch();
    try (PartitionReader<ColumnarBatch> reader =
        batch.createReaderFactory().createColumnarReader(partitions[0])) {
      while (reader.next()) {
        assertThat(reader.get().numRows()).isPositive();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
