package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.HalfFloat;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Spark's functions of vectors (from 4.2) over rows of an array give the same bits as over rows of
 * Spark. Rows have 0 to 7 elements more than a multiple of 8, since these functions take eight at a
 * time.
 */
class VectorFunctionsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final int ROWS = 50;

  private static final String OF_ROWS =
      "SELECT vector_norm(value), vector_norm(value, 1F), vector_norm(value, float('inf')),"
          + " vector_normalize(value), vector_inner_product(value, value),"
          + " vector_cosine_similarity(value, reverse(value)),"
          + " vector_l2_distance(value, reverse(value)) FROM t";

  private static final String OF_ALL = "SELECT vector_sum(value), vector_avg(value) FROM t";

  @TempDir Path dir;
  private Random random;

  @BeforeEach
  void seed() {
    long seed = System.nanoTime();
    System.out.println("Vectors of seed " + seed);
    random = new Random(seed);
  }

  @ParameterizedTest
  @CsvSource({"<f4,C", ">f4,C", "<f4,F", ">f4,F", "<f2,C", ">f2,C", "<f2,F", ">f2,F"})
  void functionsOfVectorsGiveTheSameBits(String dtype, String order) throws IOException {
    for (int length = 16; length < 24; length++) {
      float[][] values = values(length, dtype.endsWith("2"));
      Dataset<Row> stored = stored(values, length, dtype, order);
      Dataset<Row> plain = plain(values);
      for (String query : List.of(OF_ROWS, OF_ALL)) {
        assertThat(answers(stored, query))
            .as("%d elements: %s", length, query)
            .isEqualTo(answers(plain, query));
      }
    }
  }

  /** Rows are compared by their texts, which tell -0.0 from 0.0 and all floats from each other. */
  private static List<String> answers(Dataset<Row> rows, String query) {
    rows.coalesce(1).createOrReplaceTempView("t");
    return SPARK.spark().sql(query).collectAsList().stream().map(Row::toString).toList();
  }

  private float[][] values(int length, boolean half) {
    float[][] values = new float[ROWS][length];
    for (float[] row : values) {
      for (int i = 0; i < length; i++) {
        float value = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-3, 4)));
        row[i] = half ? HalfFloat.toFloat(HalfFloat.toHalf(value)) : value;
      }
    }
    values[random.nextInt(ROWS)][random.nextInt(length)] = -0f;
    return values;
  }

  private Dataset<Row> stored(float[][] values, int length, String dtype, String order)
      throws IOException {
    int itemsize = dtype.charAt(2) - '0';
    ByteOrder endian = dtype.charAt(0) == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer bytes = ByteBuffer.allocate(ROWS * length * itemsize).order(endian);
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < length; i++) {
        int place = itemsize * (order.equals("C") ? row * length + i : i * ROWS + row);
        if (itemsize == Short.BYTES) {
          bytes.putShort(place, HalfFloat.toHalf(values[row][i]));
        } else {
          bytes.putFloat(place, values[row][i]);
        }
      }
    }
    Path file = Files.write(dir.resolve(length + ".dat"), bytes.array());
    return SPARK
        .spark()
        .read()
        .format("memmap")
        .option("dtype", dtype)
        .option("shape", ROWS + "," + length)
        .option("order", order)
        .option("layout", "array")
        .load(file.toString());
  }

  private static Dataset<Row> plain(float[][] values) {
    List<Row> rows = new ArrayList<>();
    for (float[] row : values) {
      rows.add(RowFactory.create((Object) row));
    }
    StructType schema =
        new StructType().add("value", DataTypes.createArrayType(DataTypes.FloatType, false), false);
    return SPARK.spark().createDataFrame(rows, schema);
  }
}
