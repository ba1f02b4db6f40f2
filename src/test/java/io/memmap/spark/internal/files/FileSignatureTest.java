package io.memmap.spark.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.DataFrameReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that begin with the signature of another format. */
class FileSignatureTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  private static DataFrameReader memmap(String... options) {
    DataFrameReader reader = SPARK.spark().read().format("memmap");
    for (int i = 0; i < options.length; i += 2) {
      reader = reader.option(options[i], options[i + 1]);
    }
    return reader;
  }

  private Path write(String name, String start) throws IOException {
    byte[] bytes = Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), 160);
    return Files.write(folder.resolve(name), bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.bin", "a", "a.NPY", "a.npy.bak", "a.dat"})
  void anNpyUnderAnotherNameIsRefused(String name) throws IOException {
    byte[] header = NpyHeader.encode(DTypes.parse("<f4"), Shape.of(8), Order.C);
    Path file = Files.write(folder.resolve(name), Arrays.copyOf(header, header.length + 32));
    for (DataFrameReader reader :
        new DataFrameReader[] {
          memmap(),
          memmap("dtype", "float32"),
          memmap("dtype", "f4", "shape", "10"),
          memmap().schema("x float")
        }) {
      for (String path : new String[] {file.toString(), folder.toString(), folder + "/a*"}) {
        assertThatThrownBy(() -> reader.load(path).count())
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(
                "file "
                    + file
                    + ": begins as a .npy file does; give header=npy to read what its header says,"
                    + " or header=none to read its bytes as they are");
      }
    }
    assertThat(memmap("header", "npy").load(file.toString()).count()).isEqualTo(8);
    assertThat(memmap("header", "none", "dtype", "f4").load(file.toString()).count()).isEqualTo(40);
    assertThat(memmap("offset", "128", "dtype", "f4").load(file.toString()).count()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PK\3\4", "PK\5\6"})
  void anArchiveUnderAnotherNameIsRefused(String start) throws IOException {
    Path file = write("a.zip", start);
    assertThatThrownBy(() -> memmap("dtype", "u2").load(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "file " + file + ": begins as a zip archive such as an .npz does; name it *.npz")
        .hasMessageContaining("header=npy")
        .hasMessageContaining("header=none");
    assertThat(memmap("header", "none", "dtype", "u2").load(file.toString()).count()).isEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAR1", "ORC", "Obj\1", "\u0089HDF\r\n\u001a\n", "\u001f\u008b\b"})
  void undescribedFilesOfOtherFormatsAreRefused(String start) throws IOException {
    Path file = write("part-0", start);
    for (Path path : new Path[] {file, folder}) {
      assertThatThrownBy(() -> memmap().load(path.toString()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("file " + file + ": begins as a");
    }
    assertThat(memmap("dtype", "u1").load(file.toString()).count()).isEqualTo(160);
    assertThat(memmap("header", "none").load(file.toString()).count()).isEqualTo(160);
  }

  @Test
  void aFolderOfParquetIsRefused() {
    String path = folder.resolve("table").toString();
    SPARK.spark().range(10).write().parquet(path);
    assertThatThrownBy(() -> memmap().load(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a Parquet file does; read it with format(\"parquet\")");
  }

  @Test
  void aTextFileAmongArraysIsNamed() throws IOException {
    byte[] header = NpyHeader.encode(DTypes.parse("<f4"), Shape.of(8), Order.C);
    Files.write(folder.resolve("a.npy"), Arrays.copyOf(header, header.length + 32));
    Files.write(folder.resolve("b.npy"), Arrays.copyOf(header, header.length + 32));
    for (String name : new String[] {"README.txt", "z.txt"}) {
      Path note = Files.writeString(folder.resolve(name), "what these arrays are");
      assertThatThrownBy(() -> memmap().load(folder.toString()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("file " + note + ": ")
          .hasMessageContaining("option pathGlobFilter, such as *.npy");
      assertThat(memmap("pathGlobFilter", "*.npy").load(folder.toString()).count()).isEqualTo(16);
      Files.delete(note);
    }
    Path note = Files.writeString(folder.resolve("z.txt"), "what");
    assertThatThrownBy(() -> memmap("dtype", "f8").load(folder + "/z*", folder + "/z.txt"))
        .hasMessageStartingWith("file " + note + ": ")
        .hasMessageContaining("option pathGlobFilter, such as *.npy");
  }
}
