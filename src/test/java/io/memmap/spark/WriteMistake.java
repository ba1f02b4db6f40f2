package io.memmap.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A wrong write, the end of its message, and the options that follow the message's advice. {@code
 * path}, {@code saveMode} and {@code columns} are among the options.
 */
record WriteMistake(List<String> columns, Map<String, String> options, String message, Cure cure) {
  private static final int ROWS = 4;

  /** The corrected columns and options; empty if the message proposes nothing. */
  record Cure(List<String> columns, Map<String, String> options) {}

  private static final Cure NONE = new Cure(List.of(), Map.of());

  /** Expressions over the bigint {@code id}, which is 0 to 3. */
  static WriteMistake columns(String... columns) {
    return new WriteMistake(List.of(columns), Map.of(), "", NONE);
  }

  WriteMistake with(String... newOptions) {
    return new WriteMistake(columns, Mistake.map(newOptions), message, cure);
  }

  WriteMistake says(String newMessage) {
    return new WriteMistake(columns, options, newMessage, cure);
  }

  /** An empty value leaves an option out. */
  WriteMistake curedBy(String... newOptions) {
    return new WriteMistake(
        columns, options, message, new Cure(cure.columns(), Mistake.map(newOptions)));
  }

  WriteMistake curedByColumns(String... newColumns) {
    return new WriteMistake(
        columns, options, message, new Cure(List.of(newColumns), cure.options()));
  }

  boolean hasCure() {
    return !cure.equals(NONE);
  }

  void save(SparkSession spark, SampleFiles samples) {
    save(spark, samples, columns, options);
  }

  void saveCured(SparkSession spark, SampleFiles samples) {
    Map<String, String> better = new LinkedHashMap<>(options);
    better.putAll(cure.options());
    better.values().removeIf(String::isEmpty);
    save(spark, samples, cure.columns().isEmpty() ? columns : cure.columns(), better);
  }

  private static void save(
      SparkSession spark, SampleFiles samples, List<String> columns, Map<String, String> options) {
    DataFrameWriter<Row> writer =
        spark
            .range(0, ROWS, 1, 1)
            .selectExpr(columns.toArray(String[]::new))
            .write()
            .format("memmap")
            .mode(options.getOrDefault("saveMode", "overwrite"));
    options.forEach(
        (key, value) -> {
          if (!key.equals("saveMode") && !key.equals("path")) {
            writer.option(key, value);
          }
        });
    writer.save(samples.fill(options.getOrDefault("path", "{folder}/new.dat")));
  }

  @Override
  public String toString() {
    return columns + " " + options;
  }
}
