package io.memmap.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * NumPy itself as the judge. Where there is no Python, tests that need it are skipped and say so,
 * but not on a build server ({@code CI} is set): there it is a failure.
 */
final class NumpyOracle {
  /** Asks for Python 3.11 or newer; another one can be named for another Python. */
  private static final String NUMPY = System.getProperty("oracle.numpy", "2.4.6");

  private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Path SCRIPT = BASE.resolve("src/test/python/oracle.py");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PythonEnvironment python;

  private NumpyOracle(PythonEnvironment python) {
    this.python = python;
  }

  static NumpyOracle start() {
    PythonEnvironment python = new PythonEnvironment(BASE.resolve("target/oracle-venv"), NUMPY);
    try {
      python.ensure();
    } catch (IOException e) {
      String reason = "no Python with NumPy " + NUMPY + ": " + e.getMessage().lines().toList();
      if (System.getenv("CI") != null) {
        return Assertions.fail(reason, e);
      }
      System.out.println("SKIPPED, nothing was compared with NumPy: " + reason);
      return Assumptions.abort(reason);
    }
    return new NumpyOracle(python);
  }

  /** One run of Python for all questions; {@code folder} keeps what was asked and answered. */
  OracleAnswer ask(OracleRequest request, Path folder) throws IOException {
    Path asked = folder.resolve("request.json");
    Path answered = folder.resolve("answer.json");
    Files.write(asked, JSON.writeValueAsBytes(request));
    python.runScript(SCRIPT, asked, answered);
    OracleAnswer answer = JSON.readValue(answered.toFile(), OracleAnswer.class);
    Assertions.assertEquals(NUMPY, answer.numpy(), "NumPy's version");
    return answer;
  }
}
