package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the jar that was built against one Spark on other Spark lines and asserts equal results.
 * Always tested: Spark 3.5 with Scala 2.12, which is the oldest, the Spark that the jar was built
 * against, and the newest of PyPI. With {@code -Pmatrix}: all lines in {@code pom.xml}, and the
 * newest installed Java. The page "Getting started" lists the results.
 */
final class SparkLinesIT {
  private record Place(SparkLine spark, JavaHome java) {
    @Override
    public String toString() {
      return "Spark " + spark.version() + ", Scala " + spark.scala() + ", Java " + java.feature();
    }

    LocalSubmit submit(Path dir) {
      return new LocalSubmit(spark.classPath(), dir).on(java);
    }

    Path directory(String name) throws IOException {
      return EmptyDirectory.of(toString().replaceAll("[ ,]+", "-").toLowerCase(Locale.ROOT), name);
    }
  }

  static List<Place> places() {
    return on(JavaHome.running());
  }

  static List<Place> placesOfTheNewestJava() throws IOException {
    Optional<JavaHome> newest = JavaHome.newest();
    System.out.println("newest Java beside the running one: " + newest);
    return newest.map(SparkLinesIT::on).orElse(List.of());
  }

  static List<Place> placesOfPySpark() throws IOException {
    return onPySpark(JavaHome.running());
  }

  static List<Place> placesOfPySparkAndTheNewestJava() throws IOException {
    Optional<JavaHome> newest = JavaHome.newest();
    return newest.isEmpty() ? List.of() : onPySpark(newest.get());
  }

  private static List<Place> onPySpark(JavaHome java) throws IOException {
    List<Place> places = new ArrayList<>();
    for (PySpark pyspark : PySpark.lines()) {
      places.add(new Place(pyspark.spark(), java));
    }
    return places;
  }

  private static List<Place> on(JavaHome java) {
    List<Place> places = new ArrayList<>();
    SparkLine.others().forEach(line -> places.add(new Place(line, java)));
    places.add(new Place(SparkLine.built(), java));
    return places;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void doesTheSame(Place place) throws Exception {
    reads(place);
    writes(place);
    checkTable(place, "yes");
  }

  /**
   * PySpark contains the jars of Spark's distributions. Maven compiles the connector against the
   * lines of Maven Central, this test against these jars.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("placesOfPySpark")
  void doesTheSameOnTheJarsOfPySpark(Place place) throws Exception {
    assertThat(MainSources.compile(place.spark(), place.directory("classes"))).isEmpty();
    doesTheSame(place);
  }

  @Tag("matrix")
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("placesOfPySparkAndTheNewestJava")
  void doesTheSameOnTheJarsOfPySparkAndTheNewestJava(Place place) throws Exception {
    doesTheSame(place);
  }

  /** Runs on no line if there is no newer Java; the log then says so. */
  @Tag("matrix")
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("placesOfTheNewestJava")
  void doesTheSameOnTheNewestJava(Place place) throws Exception {
    if (place.spark().startsOn(place.java())) {
      doesTheSame(place);
    } else {
      assertThat(place.submit(place.directory("starts")).fail(SmokeJob.class, "unused"))
          .contains("getSubject is not supported", "at org.apache.hadoop.")
          .doesNotContain("io.memmap.spark");
      checkTable(place, "Spark does not start");
    }
  }

  private static void reads(Place place) throws Exception {
    Path dir = place.directory("reads");

    String log = place.submit(dir).run(SmokeJob.class, dir.toString());

    assertThat(log.lines().filter(said -> said.startsWith("SMOKE ")))
        .containsExactly(
            "SMOKE version=" + place.spark().version(),
            "SMOKE rows=100000",
            "SMOKE sums=[49999500000,49999600000,49999700000]",
            "SMOKE last=[999990,999991,999992]");
  }

  private static void writes(Place place) throws Exception {
    PythonEnvironment numpy = PythonEnvironment.withNumPy("oracle-venv");
    Path dir = place.directory("writes");

    String log = place.submit(dir).run(WriteSmokeJob.class, dir.toString());

    List<String> said = log.lines().filter(text -> text.startsWith("WRITE ")).toList();
    assertThat(said).as(log).hasSize(11).contains("WRITE version=" + place.spark().version());
    assertThat(said.get(1))
        .contains("default=AnalysisException", "PATH_ALREADY_EXISTS", dir + "/default.dat");
    assertThat(said.get(2)).contains("pair=IllegalArgumentException", "w+ goes with save mode");
    assertThat(said.get(3))
        .contains("value=ArrayFileException", " is out of range for int8")
        .containsPattern("column v: 25\\d ");
    assertThat(said)
        .endsWith(
            "WRITE catalog=[25,300]",
            "WRITE updated=[3,303]",
            "WRITE byRow=[0, 101, 102, 103, 4, 5][0, 8, 4, -3, -4, -5]",
            "WRITE cached=[130, 129, 1129, 11125, 7] from memory",
            "WRITE merged=[25,24] in place",
            "WRITE named=9",
            "WRITE located=[10]");
    Path check = Path.of(System.getProperty("it.python"), "write_smoke_check.py");
    assertThat(numpy.runScript(check, dir))
        .startsWith("append append.npy arrays catalog.npy cells default ignore inplace kinds.npy")
        .contains("located named overwrite struct");
  }

  /**
   * Asserts that the page has a row for this run, if its table has rows for this version of Java.
   */
  private static void checkTable(Place place, String outcome) throws IOException {
    String row =
        String.format(
            "| %s | %s | %d | %s |",
            place.spark().version(), place.spark().scala(), place.java().feature(), outcome);
    System.out.println("getting-started.md: " + row);
    String page = Files.readString(Path.of(System.getProperty("it.versions")));
    if (page.contains(" | " + place.java().feature() + " | ")) {
      assertThat(page).contains(row);
    }
  }
}
