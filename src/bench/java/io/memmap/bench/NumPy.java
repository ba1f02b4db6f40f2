package io.memmap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A Python process that answers questions, so that the start of Python is not timed. */
final class NumPy implements AutoCloseable {
  private static final List<String> USUAL_PLACES =
      List.of(Path.of("target", "oracle-venv", "bin", "python").toString(), "python3");

  private static final String SCRIPT =
      """
      import sys
      import numpy as np
      print(np.__version__, flush=True)
      for line in sys.stdin:
          dtype, shape, expression, path = line.rstrip("\\n").split("\\t")
          a = np.memmap(path, dtype=dtype, mode="r", shape=eval(shape))
          answer = eval(expression)
          del a
          print(float(answer), flush=True)
      """;

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;
  private final String version;

  private NumPy(String python) throws IOException {
    process =
        new ProcessBuilder(python, "-c", SCRIPT)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    answers = process.inputReader(UTF_8);
    questions = process.outputWriter(UTF_8);
    version = answers.readLine();
  }

  /**
   * Starts the given Python, or else the first usual one that has NumPy.
   *
   * @throws BenchOptions.UsageException if the given Python does not have NumPy
   */
  static Optional<NumPy> start(Optional<String> asked) {
    for (String python : asked.map(List::of).orElse(USUAL_PLACES)) {
      Optional<NumPy> numpy = tryToStart(python);
      if (numpy.isPresent()) {
        return numpy;
      }
    }
    asked.ifPresent(
        python -> {
          throw new BenchOptions.UsageException("--python " + python + " does not import numpy");
        });
    return Optional.empty();
  }

  private static Optional<NumPy> tryToStart(String python) {
    try {
      NumPy numpy = new NumPy(python);
      if (numpy.version != null) {
        return Optional.of(numpy);
      }
      numpy.close();
    } catch (IOException e) {
      return Optional.empty(); // the program does not exist
    }
    return Optional.empty();
  }

  String version() {
    return version;
  }

  /** The sum of {@code 2 * x + 1}, computed by the expression with NumPy's temporaries. */
  double sumOfExpression(BenchArray vector) throws IOException {
    return evaluate("(a * 2 + 1).sum(dtype=np.float64)", vector);
  }

  /** The sum of {@code 2 * x + 1}, computed from the sum of x without temporaries. */
  double sum(BenchArray vector) throws IOException {
    return evaluate("2 * a.sum(dtype=np.float64) + a.size", vector);
  }

  /**
   * The value of an expression.
   *
   * @param expression in which {@code a} is the array and {@code np} is NumPy
   */
  double evaluate(String expression, BenchArray array) throws IOException {
    String dtype = array.kind().typeName();
    questions.write(
        String.join("\t", dtype, array.shape(), expression, array.file().toString()) + "\n");
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the NumPy process ended while it read " + array.file());
    }
    return Double.parseDouble(answer);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
