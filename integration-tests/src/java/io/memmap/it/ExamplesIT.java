package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.examples.Convert;
import io.memmap.examples.Normalise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs the jobs of {@code examples/} by spark-submit and compares the files that they make with
 * NumPy's results.
 */
final class ExamplesIT {
  private static final Path JOBS = PySpark.BASE.resolve("examples/jobs");

  private static PySpark pyspark;

  @BeforeAll
  static void install() {
    pyspark = PySpark.install();
  }

  @Test
  void convertsToParquetAndBack() throws Exception {
    Path dir = EmptyDirectory.of("examples", "convert");
    pyspark.script(dir, "examples_check.py", "make_convert");
    LocalSubmit spark = submit(dir);

    spark.run(
        Convert.class,
        "to-parquet",
        "readings.dat",
        "readings.parquet",
        "--dtype",
        "float32",
        "--shape",
        "1000,5",
        "--columns",
        "a,b,c,d,e",
        "--row-index",
        "row");
    String said =
        spark.run(
            Convert.class,
            "to-array",
            "readings.parquet",
            "back.npy",
            "--columns",
            "e,c,a",
            "--dtype",
            ">f8",
            "--row-index",
            "row");

    assertThat(ConnectorLines.without(said))
        .isEqualTo(
            "back.npy: 1,000 rows\n"
                + "columns e, c, a are read as _c0, _c1, _c2;"
                + " --dtype \"[('e', '<f8'), ...]\" keeps their names\n");
    pyspark.script(dir, "examples_check.py", "check_convert");
  }

  @Test
  void normalisesInPlace() throws Exception {
    Path dir = EmptyDirectory.of("examples", "normalise");
    pyspark.script(dir, "examples_check.py", "make_normalise");
    LocalSubmit spark = submit(dir);

    String said =
        spark.run(
            Normalise.class,
            "unlike.dat",
            "--dtype",
            "float32",
            "--shape",
            "500,12",
            "--order",
            "F",
            "--offset",
            "24");

    assertThat(words(ConnectorLines.without(said)))
        .contains("_c4 9.00000 0.00000 _c5")
        .endsWith("and 4 more");
    assertThat(refused(spark, Normalise.class, "whole.npy"))
        .isEqualTo(
            "error: column _c0 is BIGINT; only float columns can be normalised; see --help\n");
    pyspark.script(dir, "examples_check.py", "check_normalise");
  }

  @Test
  void mergesFiles() throws Exception {
    Path dir = EmptyDirectory.of("examples", "merge");
    pyspark.script(dir, "examples_check.py", "make_merge");

    String said = submit(dir, "merge.py", "parts", "merged.npy", "--dtype", ">f8");
    submit(dir, "merge.py", "second.npy", "first.npy", "records.npy");

    assertThat(said).endsWith("merged.npy: >f8 (23, 4, 3)\n");
    pyspark.script(dir, "examples_check.py", "check_merge");
  }

  @Test
  void describesFiles() throws Exception {
    Path dir = EmptyDirectory.of("examples", "describe");
    pyspark.script(dir, "examples_check.py", "make_describe");

    String plain =
        submit(
            dir,
            "describe.py",
            "plain.dat",
            "--dtype=int16",
            "--shape=250,40",
            "--order=F",
            "--offset=10",
            "--columns=2");
    String others = submit(dir, "describe.py", "cube.npy", "kinds.npy");

    String expected = pyspark.script(dir, "examples_check.py", "print_described");
    assertThat(words(plain))
        .contains(words(expected))
        .endsWith("and 38 more columns: see --columns");
    assertThat(plain)
        .contains(
            "np.memmap('plain.dat', dtype='<i2', mode='r', shape=(250, 40), order='F', offset=10)");
    assertThat(words(others))
        .contains("float64 shape (3, 4, 5), order C", "value 60 0 1 0.5 kinds.npy")
        .contains("day 2 2023-01-01 2024-02-29 - on 3 0 1 0.3333333 z 3 - - -")
        .endsWith("n 3 1 18446744073709551615 6.148915e+18");
  }

  /** Twice, with rows and a torn one appended meanwhile. */
  @Test
  void keepsBlockMeansOfAnArrayThatGrows() throws Exception {
    Path dir = EmptyDirectory.of("examples", "block-means");
    String[] arguments = {
      "signal.dat", "means.npy", "--dtype=float32", "--columns=4", "--block=500", "--available"
    };
    for (int blocks : List.of(1, 3)) {
      pyspark.script(dir, "examples_check.py", "append_block_means");
      submit(dir, "block_means.py", arguments);
      assertThat(pyspark.script(dir, "examples_check.py", "check_block_means"))
          .contains(blocks + " blocks");
    }
  }

  @Test
  void sayHowTheyAreUsed() throws Exception {
    Path dir = EmptyDirectory.of("examples", "usage");
    LocalSubmit spark = submit(dir);
    for (Class<?> job : List.of(Convert.class, Normalise.class)) {
      assertThat(spark.run(job, "--help")).contains("spark-submit --class " + job.getName());
    }
    assertThat(refused(spark, Convert.class, "to-array", "a.parquet"))
        .isEqualTo("error: expected 3 arguments, found 2; see --help\n");
    assertThat(refused(spark, Normalise.class, "a.npy", "--dtpye", "float32"))
        .isEqualTo("error: unknown option --dtpye; see --help\n");

    for (String job : List.of("merge.py", "describe.py", "block_means.py")) {
      assertThat(submit(dir, job, "--help")).contains("usage: " + job);
    }
    assertThatThrownBy(() -> submit(dir, "merge.py", "a.npy", "b.npy", "c.dat"))
        .hasMessageContaining("merge.py: error: TARGET must be a .npy file, not c.dat");
    assertThatThrownBy(() -> submit(dir, "describe.py", "none.npy"))
        .hasMessageContaining("describe.py: error: [Errno 2] No such file");
  }

  private static LocalSubmit submit(Path dir) {
    return new LocalSubmit(Path.of(System.getProperty("it.spark.classpath")), dir)
        .configuredBy(Path.of(System.getProperty("it.conf")));
  }

  private static String submit(Path dir, String job, String... arguments) throws IOException {
    return ConnectorLines.without(pyspark.submit(dir, JOBS.resolve(job), arguments));
  }

  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** The output of a job that must end with exit status 2. */
  private static String refused(LocalSubmit spark, Class<?> job, String... arguments)
      throws Exception {
    Process process = spark.start(job, arguments);
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(2);
    return ConnectorLines.without(spark.log(job));
  }
}
