package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Executors in separate processes answer pushed-down queries. */
final class LocalClusterIT {
  @Test
  void answersTheSameWithAndWithoutPushdown() throws Exception {
    Path dir = EmptyDirectory.of("local-cluster");

    String log =
        new LocalSubmit(Path.of(System.getProperty("it.spark.classpath")), dir)
            .onExecutors(2)
            .run(PushdownJob.class, dir.toString());

    List<String> said = log.lines().filter(text -> text.startsWith("PUSHDOWN ")).toList();
    assertThat(said)
        .as(log)
        .hasSize(22)
        .startsWith("PUSHDOWN processes=2")
        .endsWith("PUSHDOWN updated=59999,119999,179999,239999,299999");
    assertThat(said.subList(1, 21)).allMatch(text -> text.contains(" true: "));
    assertThat(said).filteredOn(text -> text.contains(" kernel ")).hasSizeGreaterThanOrEqualTo(8);
    assertThat(said).filteredOn(text -> text.contains(" rows ")).hasSizeGreaterThanOrEqualTo(4);
  }
}
