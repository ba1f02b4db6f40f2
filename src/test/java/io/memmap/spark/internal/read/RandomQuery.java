package io.memmap.spark.internal.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A query that a scan can answer in part or as a whole.
 *
 * @param predicate null for none
 * @param beside a predicate on other rows, for a query that compares sums
 * @param columns of the result, unless it consists of sums
 * @param summed columns that are summed
 * @param keys of the order, if it has one; no two rows are equal in all of them
 * @param offset rows that are skipped before a limit
 */
record RandomQuery(
    Kind kind,
    String predicate,
    String beside,
    List<String> columns,
    List<String> summed,
    List<Column> keys,
    int offset,
    int count) {

  /** The operation on the rows after the predicate. */
  enum Kind {
    ROWS,
    LIMIT,
    ORDERED,
    SUMMED,
    SUMMED_BY_FILE,
    /** Sums of two parts of the table in one query. */
    COMPARED,
    /** Rows that another table lists, which Spark knows only when the query runs. */
    PICKED
  }

  /** Kinds of which more is pushed down come more often. */
  private static final List<Kind> KINDS =
      Stream.concat(
              Collections.nCopies(2, List.of(Kind.values())).stream().flatMap(List::stream),
              Stream.of(Kind.LIMIT, Kind.ORDERED, Kind.SUMMED, Kind.SUMMED_BY_FILE))
          .toList();

  /**
   * Names for queries of a table, besides {@code _row}, {@code _file} and {@code year}.
   *
   * @param columns of values
   * @param indices of elements
   * @param rows about the number of rows of a file
   * @param ties columns in which rows of one {@code _row} differ
   */
  record Words(
      List<String> columns,
      List<String> indices,
      int rows,
      List<String> files,
      List<String> ties) {}

  /** Sums that are exact in any order, since all values are small multiples of 1/8. */
  private static final List<String> FUNCTIONS = List.of("sum", "min", "max", "avg", "count");

  static RandomQuery of(Random random, Words words) {
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    boolean exact = random.nextInt(4) > 0;
    Predicates predicates = new Predicates(random, words, exact);
    String predicate = random.nextInt(4) == 0 ? null : predicates.any(3);
    List<String> summed = new ArrayList<>(words.columns());
    summed.removeIf(column -> random.nextBoolean());
    List<String> some = new ArrayList<>(summed);
    words.indices().stream().filter(index -> random.nextBoolean()).forEach(some::add);
    if (random.nextBoolean()) {
      some.add("_file");
    }
    some.add("_row");
    int files = random.nextInt(3) == 0 ? 1 + random.nextInt(words.files().size()) : 1;
    int count = files * (1 + random.nextInt(words.rows() + words.rows() / 4));
    int offset = random.nextInt(3) == 0 ? random.nextInt(words.rows()) : 0;
    String beside = predicates.any(1);
    List<Column> keys = keys(random, words);
    return new RandomQuery(kind, predicate, beside, some, summed, keys, offset, count);
  }

  private static List<Column> keys(Random random, Words words) {
    List<String> names = new ArrayList<>(List.of("_row"));
    if (random.nextInt(3) == 0) {
      names.add(random.nextInt(2), random.nextBoolean() ? "_file" : words.columns().get(0));
    }
    names.addAll(words.ties());
    return names.stream()
        .map(functions::col)
        .map(key -> random.nextBoolean() ? key.desc() : key.asc())
        .toList();
  }

  boolean limits() {
    return kind == Kind.LIMIT || kind == Kind.ORDERED;
  }

  boolean sums() {
    return kind == Kind.SUMMED || kind == Kind.SUMMED_BY_FILE || kind == Kind.COMPARED;
  }

  private Dataset<Row> filtered(Dataset<Row> table) {
    Dataset<Row> rows = predicate == null ? table : table.where(predicate);
    return kind == Kind.PICKED
        ? rows.where("_row in (select id from range(" + count + ") where id % 3 <> 1)")
        : rows;
  }

  /** The rows that the result is made of, from a table with a column {@code position}. */
  Dataset<Row> looksAt(Dataset<Row> table) {
    Dataset<Row> rows = filtered(table);
    return switch (kind) {
      case LIMIT -> limited(rows.orderBy("position"));
      case ORDERED -> limited(rows.orderBy(keys.toArray(Column[]::new)));
      case COMPARED -> predicate == null ? table : table.where(predicate + " or " + beside);
      default -> rows;
    };
  }

  /** The expected result, from a table with a column {@code position}. */
  Dataset<Row> by(Dataset<Row> table) {
    if (kind == Kind.COMPARED) {
      return compared(table);
    }
    return sums() ? aggregated(looksAt(table)) : looksAt(table).selectExpr(names());
  }

  /** All rows, of which a limit without an order may take any. */
  Dataset<Row> choice(Dataset<Row> table) {
    return filtered(table).selectExpr(names());
  }

  /** The query itself. */
  Dataset<Row> on(Dataset<Row> table) {
    Dataset<Row> rows = filtered(table);
    return switch (kind) {
      case ROWS, PICKED -> rows.selectExpr(names());
      case LIMIT -> limited(rows).selectExpr(names());
      case ORDERED -> limited(rows.orderBy(keys.toArray(Column[]::new))).selectExpr(names());
      case COMPARED -> compared(table);
      default -> aggregated(rows);
    };
  }

  private Dataset<Row> limited(Dataset<Row> rows) {
    return (offset == 0 ? rows : rows.offset(offset)).limit(count);
  }

  /** Spark runs both parts once if it considers them equal. */
  private Dataset<Row> compared(Dataset<Row> table) {
    List<String> all = new ArrayList<>(List.of("_row", "_file"));
    all.removeAll(List.of(table.columns())); // a view has no metadata columns
    all.add("*");
    table.selectExpr(all.toArray(String[]::new)).createOrReplaceTempView("compared");
    String sums = "(select struct(" + String.join(", ", sums(summed)) + ") from compared where ";
    String one = sums + (predicate == null ? "true" : predicate) + ") one";
    return table.sparkSession().sql("select " + one + ", " + sums + beside + ") other");
  }

  private String[] names() {
    return columns.toArray(String[]::new);
  }

  private Dataset<Row> aggregated(Dataset<Row> rows) {
    Column[] groups =
        kind == Kind.SUMMED
            ? new Column[0]
            : new Column[] {functions.col("_file"), functions.col("year")};
    Column[] all = sums(summed).stream().map(functions::expr).toArray(Column[]::new);
    return rows.groupBy(groups).agg(all[0], Arrays.copyOfRange(all, 1, all.length));
  }

  private static List<String> sums(List<String> columns) {
    List<String> all = new ArrayList<>(List.of("count(*)"));
    for (String column : columns) {
      all.add(FUNCTIONS.get((all.size() - 1) % FUNCTIONS.size()) + "(" + column + ")");
    }
    return all;
  }

  /** Predicates of any depth; exact ones name only columns that are not stored. */
  private record Predicates(Random random, Words words, boolean exact) {

    String any(int depth) {
      if (depth == 0 || random.nextInt(3) == 0) {
        return simple();
      }
      return switch (random.nextInt(3)) {
        case 0 -> "(" + any(depth - 1) + " and " + any(depth - 1) + ")";
        case 1 -> "(" + any(depth - 1) + " or " + any(depth - 1) + ")";
        default -> "not (" + any(depth - 1) + ")";
      };
    }

    private String simple() {
      return switch (random.nextInt(exact ? 5 : 9)) {
        case 0, 1 -> onIndex("_row");
        case 2 -> onFile();
        case 3 -> "year " + comparison() + " " + (2020 + random.nextInt(4));
        case 4 -> onIndex(words.indices().isEmpty() ? "_row" : one(words.indices()));
        case 5 -> one(words.columns()) + " " + comparison() + " 1.5";
        case 6 -> one(words.columns()) + not() + " in (1, 2, -3)";
        case 7 -> "_file" + not() + " like '%part-1%'";
        default -> "(_row + 1) % 3 = 0";
      };
    }

    private String not() {
      return random.nextBoolean() ? " not" : "";
    }

    private String one(List<String> names) {
      return names.get(random.nextInt(names.size()));
    }

    private String onFile() {
      return random.nextInt(3) == 0
          ? "_file in ('" + one(words.files()) + "', '" + one(words.files()) + "')"
          : "_file " + comparison() + " '" + one(words.files()) + "'";
    }

    private String onIndex(String index) {
      int end = index.equals("i1") ? 4 : words.rows();
      return switch (random.nextInt(3)) {
        case 0 -> index + " " + comparison() + " " + near(end);
        case 1 -> index + " between " + near(end) + " and " + near(end);
        default ->
            IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> "" + near(end))
                .collect(Collectors.joining(", ", index + " in (", ")"));
      };
    }

    /** An index, or a number close to one. */
    private int near(int end) {
      return random.nextInt(end + 6) - 3;
    }

    private String comparison() {
      return List.of("=", "<=>", "<", "<=", ">", ">=", "<>").get(random.nextInt(7));
    }
  }
}
