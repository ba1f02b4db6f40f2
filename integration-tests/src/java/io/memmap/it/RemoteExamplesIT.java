package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.examples.Convert;
import io.memmap.remote.Libraries;
import io.memmap.remote.RemoteTesting;
import io.memmap.testing.ArrayFolder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the jobs of {@code examples/} on files of HDFS and S3. */
final class RemoteExamplesIT {
  @RegisterExtension static final RemoteTesting HDFS = RemoteTesting.hdfs();
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  private static final int ROWS = 500;

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    for (RemoteTesting remote : List.of(HDFS, S3)) {
      remote.settings().forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    }
    return settings;
  }

  /** An int32 array, where element [i, j] is 10 i + the j-th digit. */
  private static byte[] rows(int from, int to, int... digits) {
    ByteBuffer bytes =
        ByteBuffer.allocate((to - from) * digits.length * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = from; i < to; i++) {
      for (int digit : digits) {
        bytes.putInt(10 * i + digit);
      }
    }
    return bytes.array();
  }

  private static byte[] npy(String dtype, int columns, int rows, byte[] data) {
    byte[] header = NpyHeader.encode(DTypes.parse(dtype), Shape.of(rows, columns), Order.C);
    return ByteBuffer.allocate(header.length + data.length).put(header).put(data).array();
  }

  /** The array is on S3, and the Parquet files are on HDFS. */
  @Test
  void convertsToParquetAndBack() throws Exception {
    ArrayFolder arrays = S3.folder("convert");
    String parquet = HDFS.folder("convert").target("table.parquet");
    arrays.put("table.dat", rows(0, ROWS, 1, 2, 3));
    LocalSubmit spark =
        new LocalSubmit(
                Path.of(System.getProperty("it.spark.classpath")),
                EmptyDirectory.of("remote-examples", "convert"))
            .with(Libraries.ofS3a(SparkLine.built().hadoop()), settings());

    spark.run(
        Convert.class,
        "to-parquet",
        arrays.target("table.dat"),
        parquet,
        "--dtype",
        "int32",
        "--shape",
        ROWS + ",3",
        "--columns",
        "a,b,c",
        "--row-index",
        "row");
    spark.run(
        Convert.class,
        "to-array",
        parquet,
        arrays.target("back.npy"),
        "--columns",
        "c,a",
        "--row-index",
        "row");

    assertThat(arrays.bytes("back.npy")).isEqualTo(npy("<i4", 2, ROWS, rows(0, ROWS, 3, 1)));
  }

  /** Some parts are on HDFS and one is on S3; the result is on HDFS. */
  @Test
  void mergesFiles() throws Exception {
    ArrayFolder hdfs = HDFS.folder("merge");
    ArrayFolder s3 = S3.folder("merge");
    hdfs.put("part-2.npy", npy("<i4", 2, 40, rows(60, 100, 4, 5)));
    hdfs.put("part-10.npy", npy("<i4", 2, 100, rows(100, 200, 4, 5)));
    s3.put("first.npy", npy("<i4", 2, 60, rows(0, 60, 4, 5)));
    PySpark pyspark = PySpark.install();
    Map<String, String> settings = settings();
    settings.put("spark.driver.extraClassPath", Libraries.ofS3a(pyspark.spark().hadoop()));

    String said =
        pyspark.submit(
            EmptyDirectory.of("remote-examples", "merge"),
            settings,
            PySpark.BASE.resolve("examples/jobs/merge.py"),
            s3.target("first.npy"),
            hdfs.target("part-*.npy"),
            hdfs.target("merged.npy"));

    assertThat(said).contains(hdfs.target("merged.npy") + ": 200 rows");
    assertThat(hdfs.bytes("merged.npy")).isEqualTo(npy("<i4", 2, 200, rows(0, 200, 4, 5)));
  }
}
