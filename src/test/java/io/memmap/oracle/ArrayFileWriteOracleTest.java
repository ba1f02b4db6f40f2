package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memmap.ArrayFile;
import io.memmap.MappedArray;
import io.memmap.testing.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Elements that are written through an {@link ArrayFile}: the file has the bytes that NumPy leaves
 * when it assigns them through {@code np.memmap} with mode r+. {@code -Doracle.seed} repeats a run.
 */
class ArrayFileWriteOracleTest {
  private static final long SEED = Math.abs(Long.getLong("oracle.seed", System.nanoTime()));
  private static final int COUNT = 340 * Integer.getInteger("oracle.rounds", 1);
  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolve("src/test/python/mapped_writes.py");

  @TempDir Path folder;

  @Test
  void everyByteIsThatOfNumPysAssignments() throws IOException {
    PythonEnvironment.withNumPy("oracle-venv").runScript(SCRIPT, SEED, COUNT, folder);
    JsonNode plan = new ObjectMapper().readTree(folder.resolve("plan.json").toFile());
    assertThat(plan.path("numpy").textValue()).isEqualTo(PythonEnvironment.NUMPY);
    Verdicts verdicts = new Verdicts();
    for (JsonNode array : plan.path("cases")) {
      verdicts.judge(array.toString(), () -> assertWritten(array));
    }
    assertThat(verdicts.ran()).isEqualTo(COUNT);
    verdicts.assertNoneFailed("-Doracle.seed=" + SEED);
  }

  private void assertWritten(JsonNode described) throws IOException {
    Path file = folder.resolve(described.path("file").textValue());
    try (ArrayFile array = open(file, described)) {
      MappedArray slice = array.slice(described.path("slice").textValue());
      for (JsonNode write : described.path("writes")) {
        set(slice, write.path("set").textValue(), write.path("to"), longs(write.path("at")));
      }
      array.flush();
    }
    assertThat(Files.readAllBytes(file))
        .isEqualTo(Files.readAllBytes(folder.resolve(described.path("expected").textValue())));
  }

  private static ArrayFile open(Path file, JsonNode described) throws IOException {
    return file.toString().endsWith(".npy")
        ? ArrayFile.open(file, "r+")
        : ArrayFile.open(
            file,
            described.path("dtype").textValue(),
            longs(described.path("shape")),
            described.path("offset").longValue(),
            described.path("order").textValue(),
            "r+");
  }

  private static void set(MappedArray array, String setter, JsonNode value, long[] at) {
    switch (setter) {
      case "boolean" -> array.setBoolean(value.booleanValue(), at);
      case "long" -> array.setLong(value.longValue(), at);
      case "double" -> array.setDouble(Double.parseDouble(value.textValue()), at);
      case "string" -> array.setString(value.textValue(), at);
      case "bytes" -> array.setBytes(HexFormat.of().parseHex(value.textValue()), at);
      default -> throw new IllegalArgumentException(setter);
    }
  }

  private static long[] longs(JsonNode numbers) {
    long[] longs = new long[numbers.size()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = numbers.path(i).longValue();
    }
    return longs;
  }
}
