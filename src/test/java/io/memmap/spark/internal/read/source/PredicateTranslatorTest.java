package io.memmap.spark.internal.read.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.Slice;
import io.memmap.array.dtype.DTypes;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.rows.CandidateRows;
import io.memmap.spark.internal.read.rows.RowRanges;
import io.memmap.storage.file.FileStamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Translated predicates on indices, compared with a test of each row. */
class PredicateTranslatorTest {
  private static final List<String> OPERATORS = List.of("=", "<=>", "<>", "<", "<=", ">", ">=");

  private static StructField field(String name) {
    return new StructField(name, DataTypes.LongType, false, Metadata.empty());
  }

  /** Cells of an array with these lengths. */
  private static ArraySource cells(String slice, long... lengths) {
    ArraySpec spec = new ArraySpec(DTypes.parse("u1"), Shape.of(lengths), Order.C, 0);
    FileStamp stamp = new FileStamp("a.dat", spec.end(), "", "");
    Slice part = slice.isEmpty() ? Slice.WHOLE : Slice.parse(slice);
    return new ArraySource(stamp, spec, part, true, List.of(7));
  }

  private static Predicate predicate(String name, Expression... children) {
    return new Predicate(name, children);
  }

  private static Predicate compared(String column, String operator, long value) {
    return predicate(operator, Expressions.column(column), Expressions.literal(value));
  }

  private static Predicate in(String column, long... values) {
    Expression[] all = new Expression[values.length + 1];
    all[0] = Expressions.column(column);
    for (int i = 0; i < values.length; i++) {
      all[i + 1] = Expressions.literal(values[i]);
    }
    return predicate("IN", all);
  }

  private static CandidateRows found(ArraySource source, Predicate predicate) {
    long inner = source.view().shape().length(1);
    List<ScanColumn> columns =
        List.of(
            new ScanColumn.OfAxis(field("i0"), AxisIndex.ofFirst(inner)),
            new ScanColumn.OfAxis(field("i1"), AxisIndex.of(1, inner)),
            new ScanColumn.RowIndex(field("_row")),
            new ScanColumn.FileConstant(field("year"), 0));
    return new PredicateTranslator(columns).translate(predicate).on(source);
  }

  /** No row of a million million is tested. */
  @Test
  @Timeout(60)
  void impossiblePredicatesTakeNoTimePerRow() {
    ArraySource source = cells("", 1L << 40, 3);
    CandidateRows none = CandidateRows.exactly(RowRanges.NONE);
    for (Predicate predicate :
        List.of(
            compared("i1", "=", 3),
            compared("i1", "<", 0),
            compared("i1", ">=", 3),
            in("i1", 7, 8),
            predicate("NOT", compared("i1", ">=", 0)),
            predicate("OR", compared("i1", "=", 3), compared("i1", "=", -1)),
            predicate("AND", compared("i1", "=", 3), compared("i0", "=", 1)))) {
      assertThat(found(source, predicate)).as(predicate.describe()).isEqualTo(none);
    }
    CandidateRows all = CandidateRows.exactly(RowRanges.of(0, 3L << 40));
    for (Predicate predicate :
        List.of(
            compared("i1", ">=", 0),
            compared("i1", "<>", 3),
            in("i1", 0, 1, 2, 3),
            predicate("NOT", compared("i1", "=", 3)),
            predicate("NOT", in("i1", 7, 8)))) {
      assertThat(found(source, predicate)).as(predicate.describe()).isEqualTo(all);
    }
    assertThat(found(source, compared("i1", "=", 1)).exact()).isFalse();
  }

  @Test
  @Timeout(60)
  void manyValuesAndEqualitiesAreTranslatedOnce() {
    long[] values = LongStream.range(0, 100_000).map(i -> i * 7).toArray();
    Predicate in = in("_row", values);
    Predicate years = in("year", values);
    Predicate or = compared("_row", "=", values[0]);
    for (int i = 1; i < 3_000; i++) {
      or = predicate("OR", or, compared("_row", "=", values[i]));
    }
    List<ScanColumn> columns =
        List.of(
            new ScanColumn.RowIndex(field("_row")), new ScanColumn.FileConstant(field("year"), 0));
    PredicateTranslator translator = new PredicateTranslator(columns);
    ArraySources sources = new ArraySources(Collections.nCopies(5_000, cells("", 2, 2)));

    CandidateRows byRow = sources.where(translator.translate(in));
    assertThat(byRow.exact()).isTrue();
    assertThat(byRow.rows().count()).isEqualTo(2 * 5_000);
    assertThat(sources.where(translator.translate(or))).isEqualTo(byRow);
    assertThat(sources.where(translator.translate(years)).rows().count()).isEqualTo(4 * 5_000);
  }

  /** Memory of the driver is bounded; Spark filters the rows that are read in vain. */
  @Test
  void tooManyRangesBecomeOne() {
    ArraySources sources = new ArraySources(Collections.nCopies(12, cells("", 400_000, 1)));
    long[] even = LongStream.range(0, 200_000).map(i -> i * 2).toArray();
    PredicateTranslator translator =
        new PredicateTranslator(List.of(new ScanColumn.RowIndex(field("_row"))));

    CandidateRows found = sources.where(translator.translate(in("_row", even)));

    assertThat(found.exact()).isFalse();
    assertThat(found.rows().ranges()).hasSizeLessThan(1_300_000);
    assertThat(found.rows().count()).isBetween(12 * 200_000L, 12 * 400_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "::-1", "1::2", "::-3", ":, ::-1", "::2, 1:", "-2::-2, ::-2", "2:3", "5:2"})
  void rowsAreThoseThatSatisfyThePredicate(String slice) {
    Random random = new Random(slice.hashCode());
    for (int round = 0; round < 400; round++) {
      ArraySource source = cells(slice, 1 + random.nextInt(9), 1 + random.nextInt(5));
      if (source.view().shape().length(1) == 0) {
        continue;
      }
      Node node = Node.random(random, 3);
      CandidateRows found = found(source, node.predicate());

      List<Long> holds = rows(source, node.holds(source));
      List<Long> kept = rows(source, row -> contains(found.rows(), row));
      if (found.exact()) {
        assertThat(kept).as(node.predicate().describe()).isEqualTo(holds);
      } else {
        assertThat(kept).as(node.predicate().describe()).containsAll(holds);
      }
    }
  }

  private static List<Long> rows(ArraySource source, LongPredicate some) {
    return LongStream.range(0, source.rows()).filter(some).boxed().toList();
  }

  private static boolean contains(RowRanges rows, long row) {
    return rows.ranges().stream().anyMatch(range -> row >= range.first() && row < range.end());
  }

  /** A predicate and its meaning. */
  private record Node(Predicate predicate, Meaning meaning) {

    private interface Meaning {
      boolean holds(ArraySource source, long row);
    }

    LongPredicate holds(ArraySource source) {
      return row -> meaning.holds(source, row);
    }

    static Node random(Random random, int depth) {
      if (depth == 0 || random.nextInt(3) == 0) {
        return leaf(random);
      }
      Node one = random(random, depth - 1);
      Node other = random(random, depth - 1);
      return switch (random.nextInt(3)) {
        case 0 ->
            new Node(
                PredicateTranslatorTest.predicate("AND", one.predicate, other.predicate),
                (source, row) ->
                    one.meaning.holds(source, row) && other.meaning.holds(source, row));
        case 1 ->
            new Node(
                PredicateTranslatorTest.predicate("OR", one.predicate, other.predicate),
                (source, row) ->
                    one.meaning.holds(source, row) || other.meaning.holds(source, row));
        default ->
            new Node(
                PredicateTranslatorTest.predicate("NOT", one.predicate),
                (source, row) -> !one.meaning.holds(source, row));
      };
    }

    private static Node leaf(Random random) {
      String column = List.of("i0", "i1", "_row", "year").get(random.nextInt(4));
      if (random.nextBoolean()) {
        long[] values = random.longs(random.nextInt(5), -2, 11).toArray();
        return new Node(
            in(column, values),
            (source, row) ->
                Arrays.stream(values).anyMatch(value -> value == value(column, source, row)));
      }
      String operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
      long value = random.nextInt(12) - 2L;
      return new Node(
          compared(column, operator, value),
          (source, row) -> compare(value(column, source, row), operator, value));
    }

    private static long value(String column, ArraySource source, long row) {
      long inner = source.view().shape().length(1);
      return switch (column) {
        case "i0" -> row / inner;
        case "i1" -> row % inner;
        case "_row" -> {
          Slice.Axis rows = source.slice().axes(source.spec().shape()).get(0);
          yield rows.start() + row / inner * rows.step();
        }
        default -> 7;
      };
    }

    private static boolean compare(long one, String operator, long two) {
      return switch (operator) {
        case "<" -> one < two;
        case "<=" -> one <= two;
        case ">" -> one > two;
        case ">=" -> one >= two;
        case "<>" -> one != two;
        default -> one == two;
      };
    }
  }

  @Test
  void gapsAreJoinedWithinAnArrayOnly() {
    List<ArraySource> files = new ArrayList<>();
    for (long rows : new long[] {5, 0, 1, 10, 3}) {
      files.add(cells("", rows, 1));
    }
    ArraySources sources = new ArraySources(files);
    RowRanges rows =
        RowRanges.union(
            LongStream.of(0, 3, 4, 6, 9, 15, 16).mapToObj(i -> RowRanges.of(i, i + 1)).toList());

    assertThat(sources.joined(rows, 0)).isEqualTo(rows);
    assertThat(sources.joined(rows, 2)).hasToString("0:5, 6:10, 15:17");
    assertThat(sources.joined(rows, 100)).hasToString("0:5, 6:17");
    assertThat(sources.joined(RowRanges.of(2, 19), 5)).isEqualTo(RowRanges.of(2, 19));
    assertThat(sources.joined(RowRanges.NONE, 5)).isEqualTo(RowRanges.NONE);
  }
}
