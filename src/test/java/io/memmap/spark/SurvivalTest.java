package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values that Spark keeps must be copies of stored bytes: the memory of a batch is reused for the
 * next one and released at the end of the task. With two rows in a batch, a kept pointer would show
 * another row's value.
 */
class SurvivalTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 301;
  private static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";
  private static final String FACTORY = "spark.sql.codegen.factoryMode";

  private static final String ALL = "select * from {t} order by i";

  private static final List<String> QUERIES =
      List.of(
          "select max(value) from {t}",
          "select max(value), min(value), count(value), max(i), first(value), last(value),"
              + " any_value(value), max_by(value, i % 100), min_by(value, i % 90),"
              + " max(struct(value, i)), max(array(value)) from {t}",
          "select collect_list(value), sort_array(collect_set(value)),"
              + " sort_array(collect_list(struct(i, value))) from {t}",
          "select mode(value) from (select value from {t} union all select value from {t} where i ="
              + " 7 union all select value from {t} where i = 7)",
          "select i % 3 g, max(value), first(value), collect_list(value) from {t} group by 1 order"
              + " by 1",
          "select value, count(*) from {t} group by value order by value",
          "select count(distinct value) from {t}",
          "select value, i from {t} order by value desc, i",
          "select value, i from {t} order by value desc, i limit 7",
          "select value from {t} limit 9",
          "select a.value, b.i from {t} a join {t} b on a.value = b.value order by 1, 2",
          "select /*+ merge(a, b) */ a.value, b.i from {t} a join {t} b on a.value = b.value"
              + " order by 1, 2",
          "select /*+ broadcast(b) */ a.value, b.i from {t} a join {t} b on a.i = b.i + 1 order by"
              + " 2",
          "select i, lag(value, 3) over (order by i), max(value) over (order by i) from {t}",
          "select i, first(value) over (partition by i % 4 order by i) from {t} order by i",
          "select explode(array(value, value)) from {t}",
          ALL);

  /** By the type of the values. */
  private static final Map<String, Map<String, List<String>>> KEPT = new HashMap<>();

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} as {1}, access {5}, code generation {6}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          S6                         | string                  | columns | 301   | text  | read | true
          S6                         | string                  | columns | 301   | text  | read | false
          S6                         | string                  | columns | 301   | text  | mmap | true
          V6                         | binary                  | columns | 301   | bytes | read | true
          <U6                        | string                  | columns | 301   | wide  | read | true
          S3                         | array<string>           | array   | 301,2 | text  | read | true
          S3                         | array<string>           | array   | 301,2 | text  | read | false
          [('a', 'S3'), ('b', 'S3')] | struct<a:string,b:string> | array | 301   | text  | read | true
          """)
  void whatSparkKeepsIsItsOwn(
      String dtype,
      String type,
      String layout,
      String shape,
      String kind,
      String access,
      boolean codegen)
      throws IOException {
    SparkSession spark = session(codegen);
    Path file = Files.write(folder.resolve("a.dat"), stored(kind.equals("wide")));
    Dataset<Row> read =
        spark
            .read()
            .format("memmap")
            .option("dtype", dtype)
            .option("shape", shape)
            .option("layout", layout)
            .option("access", access)
            .option("rowIndex", "i")
            .option("binaryAsString", kind.equals("text"))
            .option("batchRows", 2)
            .option("numPartitions", 1)
            .load(file.toString());
    assertThat(read.schema().apply("value").dataType().simpleString()).isEqualTo(type);
    read.createOrReplaceTempView("stored");
    Map<String, List<String>> expected = KEPT.computeIfAbsent(type, SurvivalTest::kept);
    expected.forEach(
        (query, rows) -> assertThat(json(spark, query, "stored")).as(query).isEqualTo(rows));
    read.cache().count();
    Files.write(file, new byte[(int) Files.size(file)]);
    assertThat(json(spark, ALL, "stored")).as("cached").isEqualTo(expected.get(ALL));
    read.unpersist(true);
  }

  /** One partition and fixed plans: the test is about the memory of values. */
  private static SparkSession session(boolean codegen) {
    SparkSession spark = SPARK.spark().newSession();
    spark.conf().set("spark.sql.adaptive.enabled", "false");
    spark.conf().set("spark.sql.shuffle.partitions", "1");
    spark.conf().set(WHOLE_STAGE, String.valueOf(codegen));
    spark.conf().set(FACTORY, codegen ? "FALLBACK" : "NO_CODEGEN");
    return spark;
  }

  /** The same rows without a file, and the result of each query on them. */
  private static Map<String, List<String>> kept(String type) {
    StructType schema = StructType.fromDDL("i bigint, value " + type);
    SparkSession spark = session(false);
    spark
        .createDataFrame(rows(type), schema)
        .coalesce(1)
        .sortWithinPartitions("i")
        .createOrReplaceTempView("kept");
    Map<String, List<String>> answers = new LinkedHashMap<>();
    QUERIES.stream()
        .filter(query -> decided(query, type))
        .forEach(query -> answers.put(query, json(spark, query, "kept")));
    return answers;
  }

  /**
   * Whether Spark gives the same answer each time: its {@code Mode} counts in an {@code
   * OpenHashMap} whose keys are {@code byte[]} themselves for binary values, so that equal values
   * are counted one by one and the answer is any of them.
   */
  private static boolean decided(String query, String type) {
    return !(type.equals("binary") && query.startsWith("select mode("));
  }

  private static List<String> json(SparkSession spark, String query, String table) {
    List<Row> rows = spark.sql(query.replace("{t}", table)).collectAsList();
    return rows.stream().map(Row::json).toList();
  }

  /** Six letters, in no order; every hundredth row the same. */
  private static String text(int row) {
    return "%03d%03d".formatted(row * 37 % 100, row * 59 % 100);
  }

  private static byte[] stored(boolean wide) {
    ByteBuffer bytes = ByteBuffer.allocate(ROWS * 24).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < ROWS; row++) {
      if (wide) {
        text(row).codePoints().forEach(bytes::putInt);
      } else {
        bytes.put(text(row).getBytes(StandardCharsets.US_ASCII));
      }
    }
    return bytes.array();
  }

  private static List<Row> rows(String type) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      String text = text(row);
      Object value =
          switch (type) {
            case "binary" -> text.getBytes(StandardCharsets.US_ASCII);
            case "array<string>" -> List.of(text.substring(0, 3), text.substring(3));
            case "string" -> text;
            default -> RowFactory.create(text.substring(0, 3), text.substring(3));
          };
      rows.add(RowFactory.create((long) row, value));
    }
    return rows;
  }
}
