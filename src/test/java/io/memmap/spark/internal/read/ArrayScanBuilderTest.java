package io.memmap.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.MemmapDataSource;
import io.memmap.spark.internal.files.ArrayFiles;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.expressions.aggregate.Sum;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Push-down in orders of calls that Spark's rules do not make today. */
class ArrayScanBuilderTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 20;

  @TempDir Path folder;
  private ArrayScanBuilder builder;

  @BeforeEach
  void beginScan() throws IOException {
    assertThat(SPARK.spark()).isNotNull();
    String file = ArrayFiles.counting(folder.resolve("a.dat"), ROWS).toString();
    CaseInsensitiveStringMap options =
        new CaseInsensitiveStringMap(Plans.map("path", file, "dtype", "<i4", "shape", "" + ROWS));
    MemmapDataSource source = new MemmapDataSource();
    builder =
        (ArrayScanBuilder)
            ((SupportsRead) source.getTable(source.inferSchema(options), new Transform[0], options))
                .newScanBuilder(options);
  }

  private static SortOrder byRow(SortDirection direction) {
    return Expressions.sort(Expressions.column("_row"), direction);
  }

  private static Predicate firstRow() {
    return new Predicate(
        "=", new Expression[] {Expressions.column("_row"), Expressions.literal(0L)});
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void callsAfterAnAggregationDoNotChangeItsRows(boolean counted) {
    AggregateFunc function =
        counted ? new CountStar() : new Sum(Expressions.column("value"), false);
    Aggregation aggregation = new Aggregation(new AggregateFunc[] {function}, new Expression[] {});
    assertThat(builder.pushAggregation(aggregation)).isTrue();
    String before = builder.build().description();

    assertThat(builder.pushLimit(3)).isFalse();
    assertThat(builder.pushOffset(3)).isFalse();
    assertThat(builder.pushTopN(new SortOrder[] {byRow(SortDirection.ASCENDING)}, 3)).isFalse();
    Predicate[] predicates = {firstRow()};
    assertThat(builder.pushPredicates(predicates)).isEqualTo(predicates);
    assertThat(builder.pushedPredicates()).isEmpty();

    assertThat(builder.build().description()).isEqualTo(before);
  }

  /** Spark asks for the partitions whenever it shows a plan. */
  @Test
  void theRowsAreCutOnce() {
    ArrayScan scan = Plans.planned(builder.build());

    assertThat(scan.partitions()).isNotEmpty();
    for (int i = 0; i < scan.partitions().length; i++) {
      assertThat(scan.partitions()[i]).isSameAs(scan.partitions()[i]);
    }
  }

  @Test
  void predicatesBeforeAnAggregationArePushedPredicates() {
    assertThat(builder.pushPredicates(new Predicate[] {firstRow()})).isEmpty();
    assertThat(builder.pushedPredicates()).hasSize(1);
  }

  @Test
  void anOffsetAfterLastRowsIsLeftToSpark() {
    assertThat(builder.pushTopN(new SortOrder[] {byRow(SortDirection.DESCENDING)}, 5)).isTrue();
    assertThat(builder.isPartiallyPushed()).isTrue();

    assertThat(builder.pushOffset(2)).isFalse();

    assertThat(Plans.planned(builder.build()).rows()).isEqualTo(5);
  }
}
