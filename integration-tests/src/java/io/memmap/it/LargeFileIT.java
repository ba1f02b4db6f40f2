package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One task reads ten times its heap through windows; the size of the heap does not change. */
final class LargeFileIT {
  private static final long WINDOW_BYTES = 256L << 20;

  @Test
  void windowsOfOneMappingAfterTheOther() throws Exception {
    Map<String, String> said = read("mmap");

    assertThat(Long.parseLong(said.get("windowsMapped")))
        .isBetween(LargeFileJob.BYTES / WINDOW_BYTES, LargeFileJob.BYTES / WINDOW_BYTES + 1);
    assertThat(said).containsEntry("bytesMapped", "" + LargeFileJob.BYTES);
    assertThat(said).containsEntry("bytesRead", "0");
  }

  @Test
  void oneBufferAgainAndAgain() throws Exception {
    Map<String, String> said = read("read");

    assertThat(said).containsEntry("windowsMapped", "0");
    assertThat(said).containsEntry("bytesRead", "" + LargeFileJob.BYTES);
  }

  private static Map<String, String> read(String access) throws Exception {
    Path dir = Path.of(System.getProperty("it.dir"), "large-" + access);
    Path classPath = Path.of(System.getProperty("it.spark.classpath"));

    String log = new LocalSubmit(classPath, dir).run(LargeFileJob.class, dir.toString(), access);

    Map<String, String> said =
        log.lines()
            .filter(line -> line.startsWith("LARGE "))
            .map(line -> line.substring("LARGE ".length()).split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    assertThat(said.get("found")).as(log).isEqualTo(said.get("expected")).isNotEqualTo("0");
    assertThat(said).containsEntry("zero", "0");
    assertThat(Long.parseLong(said.get("maxHeap"))).isLessThanOrEqualTo(512L << 20);
    return said;
  }
}
