package io.memmap.spark;

import io.memmap.spark.internal.files.ArrayFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with a file of 120 bytes, an empty one, one of 2 GiB, a symbolic link to itself, and
 * those of {@link DescribedPlaces}.
 */
public record Places(Path folder) {

  public static Places in(Path folder) throws IOException {
    Files.write(folder.resolve("data.dat"), new byte[120]);
    Files.createFile(folder.resolve("empty.dat"));
    ArrayFiles.sparse(folder.resolve("sparse.dat"), 2L << 30);
    Files.createSymbolicLink(folder.resolve("loop.dat"), folder.resolve("loop.dat"));
    DescribedPlaces.in(folder);
    return new Places(folder);
  }

  Path file() {
    return folder.resolve("data.dat");
  }

  public String fill(String text) {
    return text.replace("{file}", file().toString()).replace("{folder}", folder.toString());
  }
}
