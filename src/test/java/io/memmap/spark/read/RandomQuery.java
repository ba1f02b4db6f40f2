package io.memmap.spark.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A query of the kinds that a scan takes over in part or whole.
 *
 * @param predicate null for none
 * @param exact whether the predicate asks for nothing but what is stored nowhere
 */
record RandomQuery(Kind kind, String predicate, boolean exact, List<String> columns, int count) {

  /** What is done with the rows that the predicate leaves. */
  enum Kind {
    ROWS,
    LIMIT,
    FIRST_BY_ROW,
    LAST_BY_ROW,
    SUMMED,
    SUMMED_BY_FILE
  }

  /** Sums that are exact in any order, since all values are small multiples of 1/8. */
  private static final List<String> FUNCTIONS = List.of("sum", "min", "max", "avg", "count");

  /** A query over a table with the columns {@code _row}, {@code _file}, {@code year} and these. */
  static RandomQuery of(Random random, List<String> columns, int rows, List<String> files) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    boolean exact = random.nextInt(4) > 0;
    Predicates predicates = new Predicates(random, columns, rows, files, exact);
    String predicate = random.nextInt(4) == 0 ? null : predicates.any(3);
    List<String> some =
        columns.stream().filter(column -> random.nextBoolean()).collect(Collectors.toList());
    some.add("_row");
    return new RandomQuery(
        kind, predicate, predicate == null || exact, some, random.nextInt(rows + rows / 4) + 1);
  }

  boolean limits() {
    return kind == Kind.LIMIT || kind == Kind.FIRST_BY_ROW || kind == Kind.LAST_BY_ROW;
  }

  boolean sums() {
    return kind == Kind.SUMMED || kind == Kind.SUMMED_BY_FILE;
  }

  /** The query on a table whose rows are in the order of the column {@code order}, if any. */
  Dataset<Row> on(Dataset<Row> table, String order) {
    Dataset<Row> rows = predicate == null ? table : table.where(predicate);
    return switch (kind) {
      case ROWS -> rows.selectExpr(names());
      case LIMIT -> (order == null ? rows : rows.orderBy(order)).limit(count).selectExpr(names());
      case FIRST_BY_ROW ->
          rows.orderBy(functions.col("_row"), functions.col("_file"))
              .limit(count)
              .selectExpr(names());
      case LAST_BY_ROW ->
          rows.orderBy(functions.col("_row").desc(), functions.col("_file"))
              .limit(count)
              .selectExpr(names());
      case SUMMED -> aggregated(rows);
      case SUMMED_BY_FILE -> aggregated(rows, functions.col("_file"), functions.col("year"));
    };
  }

  private String[] names() {
    return columns.toArray(String[]::new);
  }

  private Dataset<Row> aggregated(Dataset<Row> rows, Column... groups) {
    List<Column> all = new ArrayList<>();
    for (String column : columns) {
      if (!column.equals("_row")) {
        all.add(functions.expr(FUNCTIONS.get(all.size() % FUNCTIONS.size()) + "(" + column + ")"));
      }
    }
    return rows.groupBy(groups).agg(functions.expr("count(*)"), all.toArray(Column[]::new));
  }

  /** Predicates of any depth. */
  private record Predicates(
      Random random, List<String> columns, int rows, List<String> files, boolean exact) {

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
      return switch (random.nextInt(exact ? 4 : 6)) {
        case 0, 1 -> onRow();
        case 2 -> "_file " + equality() + " '" + files.get(random.nextInt(files.size())) + "'";
        case 3 -> "year " + comparison() + " " + (2020 + random.nextInt(4));
        case 4 -> columns.get(random.nextInt(columns.size())) + " " + comparison() + " 1.5";
        default -> "(_row + 1) % 3 = 0";
      };
    }

    private String onRow() {
      return switch (random.nextInt(3)) {
        case 0 -> "_row " + comparison() + " " + row();
        case 1 -> "_row between " + row() + " and " + row();
        default ->
            "_row in "
                + IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(i -> "" + row())
                    .collect(Collectors.joining(", ", "(", ")"));
      };
    }

    /** A row, or none by a little. */
    private int row() {
      return random.nextInt(rows + 6) - 3;
    }

    private String comparison() {
      return List.of("=", "<=>", "<", "<=", ">", ">=", "<>").get(random.nextInt(7));
    }

    private String equality() {
      return List.of("=", "<=>", "<>").get(random.nextInt(3));
    }
  }
}
