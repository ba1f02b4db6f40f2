package io.memmap.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs each notebook of {@code examples/} with the installed Python package, and compares its
 * outputs with the stored ones. The executed notebooks are kept in {@code target/it/notebooks}.
 */
final class NotebooksIT {
  private static final Path NOTEBOOKS = PySpark.BASE.resolve("examples/notebooks");

  private static PySpark pyspark;
  private static Map<String, String> installed;

  @BeforeAll
  static void install() throws IOException {
    pyspark = PySpark.install();
    installed = PythonPackage.installed(EmptyDirectory.of("notebooks-package"));
  }

  @Test
  void firstSteps() throws Exception {
    execute("first-steps");
  }

  @Tag("matrix")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bigger-than-memory",
        "embeddings",
        "from-spark-to-numpy",
        "growing-arrays",
        "images",
        "numpy-functions"
      })
  void executes(String notebook) throws Exception {
    execute(notebook);
  }

  @Test
  void storedOutputsAreWholeAndNameNoPlaceOfAMachine() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("check"));
    try (Stream<Path> notebooks = Files.list(NOTEBOOKS)) {
      notebooks.map(Path::toString).filter(name -> name.endsWith(".ipynb")).forEach(arguments::add);
    }
    String said =
        pyspark.plainly(
            EmptyDirectory.of("notebooks-stored"),
            installed,
            "notebooks.py",
            arguments.toArray(String[]::new));
    assertThat(said.lines().filter(line -> line.endsWith(".ipynb is in order"))).hasSize(7);
  }

  private static void execute(String notebook) throws IOException {
    Path dir = EmptyDirectory.of("notebooks", notebook);
    String said =
        pyspark.plainly(
            dir,
            installed,
            "notebooks.py",
            "run",
            NOTEBOOKS.resolve(notebook + ".ipynb").toString());
    assertThat(said).containsPattern("[0-9]+ cells ran\n");
  }
}
