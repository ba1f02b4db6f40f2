package io.memmap.spark;

import io.memmap.spark.internal.files.ArrayFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with a file of 120 bytes, an empty file, a sparse file of 2 GiB, a symbolic link to
 * itself, and the files of {@link SampleHeaders}.
 */
public record SampleFiles(Path folder) {

  public static SampleFiles in(Path folder) throws IOException {
    Files.write(folder.resolve("data.dat"), new byte[120]);
    Files.createFile(folder.resolve("empty.dat"));
    ArrayFiles.sparse(folder.resolve("sparse.dat"), 2L << 30);
    Files.createSymbolicLink(folder.resolve("loop.dat"), folder.resolve("loop.dat"));
    SampleHeaders.in(folder);
    return new SampleFiles(folder);
  }

  Path file() {
    return folder.resolve("data.dat");
  }

  public String fill(String text) {
    return text.replace("{file}", file().toString()).replace("{folder}", folder.toString());
  }
}
