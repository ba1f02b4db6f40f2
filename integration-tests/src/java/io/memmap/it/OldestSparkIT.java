package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The jar that was built against one Spark runs, as it is, on the oldest: 3.5 and Scala 2.12. */
// Its Hadoop does not start where the security manager is gone
@EnabledForJreRange(max = JRE.JAVA_23)
final class OldestSparkIT {
  @Test
  void theSameJarRunsOnSpark35WithScala212() throws Exception {
    Path dir = Files.createDirectories(Path.of(System.getProperty("it.dir"), "oldest-spark"));
    Path classPath = Path.of(System.getProperty("it.oldest.spark.classpath"));
    assertThat(Files.readString(classPath)).contains("spark-sql_2.12-3.5.").doesNotContain("_2.13");

    String log = new LocalSubmit(classPath, dir).run(SmokeJob.class, dir.toString());

    assertThat(log.lines().filter(line -> line.startsWith("SMOKE ")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("SMOKE version=3.5."),
            line -> assertThat(line).isEqualTo("SMOKE rows=100000"),
            line -> assertThat(line).isEqualTo("SMOKE sums=[49999500000,49999600000,49999700000]"),
            line -> assertThat(line).isEqualTo("SMOKE last=[999990,999991,999992]"));
  }
}
