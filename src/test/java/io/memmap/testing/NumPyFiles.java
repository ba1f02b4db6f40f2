package io.memmap.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that NumPy opens and compares with the ones that it makes itself of the same arrays. */
public final class NumPyFiles {
  private static final String SCRIPT =
      """
      import filecmp, sys
      import numpy as np

      folder = sys.argv[1]
      for number, line in enumerate(open(folder + "/arrays", encoding="utf-8")):
          header, dtype, order, offset, array = line.rstrip("\\n").split("\\t")
          written, made, offset = f"{folder}/{number}", f"{folder}/made", int(offset)
          a = np.asarray(eval(array)).astype(dtype)
          if header == "npy":
              with open(made, "wb") as file:
                  np.save(file, np.asarray(a, order=order))
              back = np.lib.format.open_memmap(written, mode="r")
          else:
              m = np.memmap(made, dtype, "w+", offset, a.shape, order)
              m[:] = a
              m.flush()
              back = np.memmap(written, dtype, "r", offset, a.shape, order)
          assert filecmp.cmp(written, made, shallow=False), "other bytes: " + line
          assert back.dtype == a.dtype and np.array_equal(back, a), "other values: " + line
      print(number + 1, "files")
      """;

  private final PythonEnvironment python;
  private final Path folder;
  private final List<String> arrays = new ArrayList<>();

  /** Keeps copies of the files in an empty folder. */
  public NumPyFiles(Path folder) throws IOException {
    this.python = PythonEnvironment.withNumPy("oracle-venv");
    this.folder = Files.createDirectories(folder);
  }

  /**
   * A file to compare.
   *
   * @param header npy or none
   * @param offset of a file without a header
   * @param array an expression of Python, cast to the dtype
   */
  public void add(byte[] file, String header, String dtype, String order, long offset, String array)
      throws IOException {
    Files.write(folder.resolve(Integer.toString(arrays.size())), file);
    arrays.add(String.join("\t", header, dtype, order, Long.toString(offset), array));
  }

  /** Fails with the first array whose file differs from NumPy's. */
  public void check() throws IOException {
    Files.write(folder.resolve("arrays"), arrays);
    Path script = Files.writeString(folder.resolve("compare.py"), SCRIPT);
    String said = python.runScript(script, folder).strip();
    if (!said.equals(arrays.size() + " files")) {
      throw new AssertionError(said);
    }
  }
}
