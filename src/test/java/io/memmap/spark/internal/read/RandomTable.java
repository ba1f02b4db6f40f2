package io.memmap.spark.internal.read;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Some files as a table with a random slice and layout, and its expected rows. */
final class RandomTable {
  static final List<String> FORWARDS = List.of("::", "3:", "::2", ":-2");
  static final List<String> BACKWARDS = List.of("::-1", "-4:1:-1", "::-2", "::-3");
  private static final List<String> COLUMNS = List.of("::", "::-1", "1:", ":1");

  /** More rows than this would take too long as cells. */
  private static final int MANY = 1_000;

  private final SparkSession session;
  private final RandomFiles files;
  private final List<Integer> selected;
  private final String path;
  private final Map<String, String> options;
  private final boolean cells;
  private final String rowSlice;
  private final String columnSlice;

  /** As loaded; the files may change afterwards. */
  private final Dataset<Row> array;

  /** Without pushdown. */
  private final Dataset<Row> plain;

  /**
   * A table of the files.
   *
   * @param rows possible slices
   */
  RandomTable(SparkSession session, Random random, RandomFiles files, List<String> rows) {
    this.session = session;
    this.files = files;
    this.cells = files.all().get(0).rows().size() < MANY && random.nextInt(3) == 0;
    this.rowSlice = rows.get(random.nextInt(rows.size()));
    this.columnSlice = files.columns() == 1 ? "::" : COLUMNS.get(random.nextInt(COLUMNS.size()));
    int all = files.all().size();
    int year = files.all().get(0).year();
    String parent = files.root();
    switch (random.nextInt(4)) {
      case 0 -> {
        path = parent + "/year=*/part-*";
        selected = IntStream.range(0, all).boxed().toList();
      }
      case 1 -> {
        path = parent + "/year=" + year + "/part-*[09].*";
        selected =
            IntStream.range(0, all)
                .filter(i -> file(i).matches(".*year=" + year + "/part-.*[09]\\..*"))
                .boxed()
                .toList();
      }
      case 2 -> {
        path = file(all - 1);
        selected = List.of(all - 1);
      }
      default -> {
        path = parent;
        selected = IntStream.range(0, all).boxed().toList();
      }
    }
    List<String> given = new ArrayList<>(files.options());
    given.addAll(
        List.of(
            "layout",
            cells ? "cells" : "columns",
            "slice",
            rowSlice + ", " + columnSlice,
            "basePath",
            parent,
            "numPartitions",
            "" + (1 + random.nextInt(4))));
    options = Plans.map(given.toArray(String[]::new));
    array = reader().load(path);
    plain = reader().option("pushdown", "false").load(path);
  }

  private DataFrameReader reader() {
    return session.read().format("memmap").options(options);
  }

  Dataset<Row> array() {
    return array;
  }

  Dataset<Row> plain() {
    return plain;
  }

  /** By name in the catalog, which looks at the files again. */
  Dataset<Row> named() {
    List<String> pairs = options.entrySet().stream().map(Object::toString).toList();
    return session.table("arrays.`" + path + "?" + String.join("&", pairs) + "`");
  }

  /** Numbers of the files of the table. */
  List<Integer> selected() {
    return selected;
  }

  /** What is loaded to read a file. */
  private String file(int number) {
    return files.location(files.all().get(number));
  }

  /** Names that a query may use. */
  RandomQuery.Words words() {
    List<String> columns = new ArrayList<>(List.of(array.columns()));
    columns.remove("year");
    List<String> paths = new ArrayList<>();
    selected.forEach(number -> paths.add(file(number)));
    paths.add("elsewhere.dat");
    int rows = files.all().stream().mapToInt(file -> file.rows().size()).max().orElseThrow();
    List<String> indices = cells ? List.of("i0", "i1") : List.of();
    columns.removeAll(indices);
    List<String> ties = new ArrayList<>(indices);
    if (selected.size() > 1) {
      ties.add("_file");
    }
    return new RandomQuery.Words(columns, indices, rows, paths, ties);
  }

  /** The expected rows, with their positions. */
  Dataset<Row> expected() {
    StructType schema =
        array
            .schema()
            .add("_row", DataTypes.LongType)
            .add("_file", DataTypes.StringType)
            .add("position", DataTypes.LongType);
    List<Row> rows = new ArrayList<>();
    for (int number : selected) {
      RandomFiles.Content file = files.all().get(number);
      String location = file(number);
      List<Integer> taken = taken(rowSlice, file.rows().size());
      List<Integer> across = taken(columnSlice, files.columns());
      for (int i = 0; i < taken.size(); i++) {
        double[] values = file.rows().get(taken.get(i));
        List<Double> row = across.stream().map(column -> values[column]).toList();
        if (cells) {
          for (int j = 0; j < row.size(); j++) {
            add(
                rows,
                schema,
                List.of((double) i, (double) j, row.get(j)),
                location,
                file.year(),
                taken.get(i));
          }
        } else {
          add(rows, schema, row, location, file.year(), taken.get(i));
        }
      }
    }
    return session.createDataFrame(rows, schema);
  }

  private static void add(
      List<Row> rows, StructType schema, List<Double> values, String location, int year, long row) {
    List<Object> all = new ArrayList<>();
    StructField[] fields = schema.fields();
    for (int i = 0; i < values.size(); i++) {
      all.add(as(fields[i].dataType(), values.get(i)));
    }
    all.addAll(List.of(year, row, location, (long) rows.size()));
    rows.add(RowFactory.create(all.toArray()));
  }

  private static Object as(DataType type, double value) {
    if (type instanceof FloatType) {
      return (float) value;
    } else if (type instanceof DoubleType) {
      return value;
    } else if (type instanceof DecimalType) {
      return BigDecimal.valueOf((long) value);
    } else if (type instanceof LongType) {
      return (long) value;
    } else if (type instanceof IntegerType) {
      return (int) value;
    }
    return type instanceof ShortType ? (Object) (short) value : (Object) (byte) value;
  }

  /** The indices that a Python slice selects. */
  static List<Integer> taken(String slice, int length) {
    String[] parts = Arrays.copyOf(slice.split(":", -1), 3);
    int step = parts[2] == null || parts[2].isEmpty() ? 1 : Integer.parseInt(parts[2]);
    int first = bound(parts[0], length, step, step > 0 ? 0 : length - 1);
    int end = bound(parts[1], length, step, step > 0 ? length : -1);
    List<Integer> taken = new ArrayList<>();
    for (int i = first; step > 0 ? i < end : i > end; i += step) {
      taken.add(i);
    }
    return taken;
  }

  private static int bound(String text, int length, int step, int otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    int bound = Integer.parseInt(text);
    int counted = bound < 0 ? bound + length : bound;
    return step > 0
        ? Math.max(0, Math.min(length, counted))
        : Math.max(-1, Math.min(length - 1, counted));
  }

  @Override
  public String toString() {
    return path + " " + options;
  }
}
