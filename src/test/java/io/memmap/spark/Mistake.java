package io.memmap.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A wrong read, its message, and the options that follow the message's advice. In options and
 * messages {@code {file}} is a file of 120 bytes and {@code {folder}} its folder.
 */
public record Mistake(
    Map<String, String> options, Optional<String> schema, String message, Cure cure) {

  /** Options and a schema instead of the wrong ones; an empty value leaves an option out. */
  record Cure(Map<String, String> options, Optional<String> schema) {}

  private static final Cure NONE = new Cure(Map.of(), Optional.empty());

  /** A read of the file with these options. */
  static Mistake reading(String... options) {
    return new Mistake(map(options), Optional.empty(), "", NONE);
  }

  Mistake withSchema(String newSchema) {
    return new Mistake(options, Optional.of(newSchema), message, cure);
  }

  Mistake says(String newMessage) {
    return new Mistake(options, schema, newMessage, cure);
  }

  Mistake curedBy(String... newOptions) {
    Optional<String> newSchema = hasCure() ? cure.schema() : schema;
    return new Mistake(options, schema, message, new Cure(map(newOptions), newSchema));
  }

  Mistake curedBySchema(String newSchema) {
    return new Mistake(options, schema, message, new Cure(cure.options(), Optional.of(newSchema)));
  }

  public boolean hasCure() {
    return !cure.equals(NONE);
  }

  public Dataset<Row> load(SparkSession spark, SampleFiles samples) {
    return load(spark, options, schema, samples);
  }

  public Dataset<Row> loadCured(SparkSession spark, SampleFiles samples) {
    Map<String, String> better = new LinkedHashMap<>(options);
    better.putAll(cure.options());
    better.values().removeIf(String::isEmpty);
    return load(spark, better, cure.schema(), samples);
  }

  private static Dataset<Row> load(
      SparkSession spark,
      Map<String, String> options,
      Optional<String> schema,
      SampleFiles samples) {
    DataFrameReader reader = spark.read().format("memmap");
    schema.ifPresent(reader::schema);
    if (!options.containsKey("path")) {
      reader.option("path", samples.file().toString());
    }
    options.forEach((key, value) -> reader.option(key, samples.fill(value)));
    return reader.load();
  }

  /** Names and values in turn. */
  static Map<String, String> map(String... options) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return map;
  }

  @Override
  public String toString() {
    return options + schema.map(text -> " schema(" + text + ")").orElse("");
  }
}
