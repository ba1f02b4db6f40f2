package io.memmap.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.memmap.testing.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;

/** Asks NumPy for the expected results, in a Python process. */
final class NumpyOracle {
  private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Path SCRIPT = BASE.resolve("src/test/python/oracle.py");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PythonEnvironment python;

  private NumpyOracle(PythonEnvironment python) {
    this.python = python;
  }

  static NumpyOracle start() {
    return new NumpyOracle(PythonEnvironment.withNumPy("oracle-venv"));
  }

  /**
   * Asks all questions in one run of Python; the request and the answer are files in {@code
   * folder}.
   */
  OracleAnswer ask(OracleRequest request, Path folder) throws IOException {
    Path asked = folder.resolve("request.json");
    Path answered = folder.resolve("answer.json");
    Files.write(asked, JSON.writeValueAsBytes(request));
    python.runScript(SCRIPT, asked, answered);
    OracleAnswer answer = JSON.readValue(answered.toFile(), OracleAnswer.class);
    Assertions.assertEquals(PythonEnvironment.NUMPY, answer.numpy(), "NumPy's version");
    return answer;
  }
}
