package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memmap.array.ByteRange;
import io.memmap.array.ByteSource;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.npy.NpyHeader;
import io.memmap.array.npy.NpzArchive;
import io.memmap.storage.file.FileBytes;
import io.memmap.testing.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged headers and archives: the connector reads the same as NumPy and Python's zipfile, and
 * fails where they fail. {@code -Doracle.seed} repeats a run, {@code -Doracle.rounds} makes it
 * longer. {@link DamagedDifference} lists the intended differences.
 */
class DamagedFilesOracleTest {
  private static final int FILES = 3000;
  private static final long SEED = Math.abs(Long.getLong("oracle.seed", System.nanoTime()));
  private static final int ROUNDS = Integer.getInteger("oracle.rounds", 1);
  private static final String CONTEXT = "-Doracle.seed=" + SEED;
  private static final String BOTH = "read alike";
  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolve("src/test/python/damaged.py");

  @TempDir static Path folder;

  private static JsonNode answer;

  @BeforeAll
  static void letNumPyRead() throws IOException {
    PythonEnvironment.withNumPy("oracle-venv").runScript(SCRIPT, SEED, ROUNDS * FILES, folder);
    answer = new ObjectMapper().readTree(folder.resolve("damaged.json").toFile());
    assertThat(answer.path("numpy").textValue()).isEqualTo(PythonEnvironment.NUMPY);
  }

  @Test
  void headersAreReadAsNumPyReadsThem() {
    Verdicts verdicts = new Verdicts();
    Tally tally = new Tally();
    for (JsonNode numpy : answer.path("headers")) {
      verdicts.judge(numpy, () -> tally.add(compareHeader(file(numpy), numpy)));
    }
    finish("headers", verdicts, tally);
  }

  @Test
  void archivesAreReadAsZipfileReadsThem() {
    Verdicts verdicts = new Verdicts();
    Tally tally = new Tally();
    for (JsonNode zipfile : answer.path("archives")) {
      verdicts.judge(zipfile, () -> compareArchive(file(zipfile), zipfile, tally));
    }
    finish("archives", verdicts, tally);
  }

  private static void finish(String what, Verdicts verdicts, Tally tally) {
    System.out.printf("Damaged %s (%s), %d%n%s%n", what, CONTEXT, verdicts.ran(), tally);
    verdicts.assertNoneFailed(CONTEXT);
    assertThat(tally.counts().get(BOTH)).isGreaterThan(50);
    assertThat(tally.counts().get("refused by both")).isGreaterThan(50);
  }

  private static Path file(JsonNode asked) {
    return folder.resolve(asked.path("file").textValue());
  }

  private static String compareHeader(Path file, JsonNode numpy) throws IOException {
    NpyHeader ours;
    try {
      ours = FileBytes.header(file);
    } catch (InvalidArrayException e) {
      return numpy.has("error")
          ? "refused by both"
          : DamagedDifference.ofRefused(numpy, e.getMessage());
    }
    return compareHeader(ours, 0, numpy);
  }

  private static String compareHeader(NpyHeader ours, long start, JsonNode numpy) {
    if (numpy.has("error")) {
      return DamagedDifference.ofRead(numpy.path("error").textValue());
    }
    assertThat(ParsedDType.of(ours.dtype()).tree()).isEqualTo(numpy.path("tree").textValue());
    List<Long> lengths = new ArrayList<>();
    for (int axis = 0; axis < ours.shape().rank(); axis++) {
      lengths.add(ours.shape().length(axis));
    }
    List<Long> wanted = new ArrayList<>();
    numpy.path("shape").forEach(length -> wanted.add(length.longValue()));
    assertThat(lengths).isEqualTo(wanted);
    assertThat(ours.order()).hasToString(numpy.path("order").textValue());
    assertThat(ours.dataOffset() - start).isEqualTo(numpy.path("offset").longValue());
    return BOTH;
  }

  private static void compareArchive(Path file, JsonNode zipfile, Tally tally) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      NpzArchive ours;
      try {
        ours = NpzArchive.open(bytes);
      } catch (InvalidArrayException e) {
        boolean nothing = zipfile.has("error") || !hasReadable(zipfile);
        tally.add(
            nothing ? "refused by both" : DamagedDifference.ofRefused(zipfile, e.getMessage()));
        return;
      }
      if (zipfile.has("error")) {
        tally.add(DamagedDifference.ofRead(zipfile.path("error").textValue()));
        return;
      }
      for (JsonNode member : zipfile.path("members")) {
        tally.add(compareMember(ours, bytes, member));
      }
    }
  }

  private static boolean hasReadable(JsonNode zipfile) {
    for (JsonNode member : zipfile.path("members")) {
      if (!member.has("error")) {
        return true;
      }
    }
    return false;
  }

  private static String compareMember(NpzArchive archive, ByteSource bytes, JsonNode member)
      throws IOException {
    ByteRange range;
    try {
      range = archive.member(member.path("name").textValue());
    } catch (InvalidArrayException e) {
      return member.has("error")
          ? "refused by both"
          : DamagedDifference.ofRefused(member, e.getMessage());
    }
    if (member.has("error")) {
      return DamagedDifference.ofRead(member.path("error").textValue());
    }
    assertThat(range.end() - range.start()).isEqualTo(member.path("length").longValue());
    assertThat(range.start()).isEqualTo(member.path("start").longValue());
    assertThat(bytes.size()).isGreaterThanOrEqualTo(range.end());
    return BOTH;
  }
}
