package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths are resolved as the operating system resolves them. */
class PathResolutionTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path folder;

  /** Folder {@code d} has a link to {@code far/deep}; files of 1, 2 and 3 bytes are named x.dat. */
  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("far/deep"));
    Files.createDirectories(folder.resolve("d/sub"));
    Files.write(folder.resolve("d/x.dat"), new byte[1]);
    Files.write(folder.resolve("far/x.dat"), new byte[2]);
    Files.write(folder.resolve("x.dat"), new byte[3]);
    Files.createSymbolicLink(folder.resolve("d/link"), folder.resolve("far/deep"));
  }

  private static DataFrameReader memmap() {
    return SPARK.spark().read().format("memmap");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d/x.dat",
        "d/link/../x.dat",
        "d/sub/../x.dat",
        "d/../x.dat",
        "d/link/../../x.dat",
        "d/./sub/.././x.dat",
        "d/link/../../d/x.dat",
        "d/link/../deep/../x.dat"
      })
  void dotsAreResolvedAsTheSystemDoes(String path) throws IOException {
    long bytes = Files.size(Path.of(folder + "/" + path));
    for (String prefix : List.of("", "file:", "file://", "file:///", "file://localhost")) {
      assertThat(memmap().load(prefix + folder + "/" + path).count())
          .as(prefix + path)
          .isEqualTo(bytes);
    }
    assertThat(memmap().load(folder + "/" + path.replace("x.dat", "x*t")).count()).isEqualTo(bytes);
  }

  @Test
  void dotsAfterAFileOrAMissingFolderAreRefused() {
    for (String path : List.of("nothere/../x.dat", "x.dat/../x.dat")) {
      assertThatThrownBy(() -> memmap().load(folder + "/" + path))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("file " + folder + "/" + path + ": ");
      assertThatThrownBy(
              () -> SPARK.spark().range(3).write().format("memmap").save(folder + "/" + path))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aWriteGoesWhereTheLinkLeads() throws IOException {
    SPARK.spark().range(3).write().format("memmap").save(folder + "/d/link/../new.dat");
    assertThat(folder.resolve("far/new.dat")).hasSize(24);
    assertThat(folder.resolve("d/new.dat")).doesNotExist();
  }

  @Test
  void aTrailingSlashNamesAFolder() {
    String file = folder + "/x.dat/";
    assertThatThrownBy(() -> memmap().load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("file " + file + ": is a file and no folder; leave out the slash at its end");
    assertThat(memmap().load(folder + "/d/").count()).isEqualTo(1);
    String fresh = folder + "/fresh/";
    assertThatThrownBy(() -> SPARK.spark().range(3).write().format("memmap").save(fresh))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "file "
                + fresh
                + ": is the name of a folder; one save makes one file, so name it: "
                + fresh
                + "data.npy");
    assertThat(folder.resolve("fresh")).doesNotExist();
  }

  @Test
  void aSimilarNameIsSuggested() throws IOException {
    Files.write(folder.resolve("embeddings.npy"), new byte[1]);
    assertThatThrownBy(() -> memmap().load(folder + "/embedings.npy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("file " + folder + "/embedings.npy: not found; did you mean 'embeddings.npy'?");
  }

  @Test
  void aHomeIsNotExpandedAndTheMessageSaysSo() {
    assertThatThrownBy(() -> memmap().load("~/nothere.npy"))
        .hasMessageEndingWith("; ~ is not expanded, give os.path.expanduser(path)");
    assertThatThrownBy(() -> SPARK.spark().range(3).write().format("memmap").save("~/new.npy"))
        .hasMessageEndingWith("; ~ is not expanded, give os.path.expanduser(path)");
  }

  @Test
  void aPathOfDatabricksIsToldWhereItIsMounted() {
    assertThatThrownBy(() -> memmap().load("dbfs:/a/b.npy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("found scheme 'dbfs'; where it is mounted, name /dbfs/a/b.npy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[null]", "null", "[\"\"]", "{}", "[1", "[[]]"})
  void invalidListsOfPathsAreRefused(String paths) {
    assertThatThrownBy(() -> memmap().option("paths", paths).load())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "option paths='" + paths + "': must be a list of strings in JSON, none of them empty");
  }

  @Test
  void aPathWithoutASchemeThatIsNotFoundNamesTheDefaultFileSystem() {
    SPARK.spark().conf().set("fs.defaultFS", "hdfs://nn:8020");
    try {
      assertThatThrownBy(() -> memmap().load("/no/such/a.npy"))
          .hasMessageContaining(
              "; a path without a scheme is local, so if it is in Hadoop's default file system,"
                  + " name it hdfs://nn:8020/no/such/a.npy");
      assertThatThrownBy(() -> memmap().load("/no/such/*.npy"))
          .hasMessageEndingWith("name it hdfs://nn:8020/no/such/*.npy");
    } finally {
      SPARK.spark().conf().unset("fs.defaultFS");
    }
    assertThatThrownBy(() -> memmap().load("/no/such/a.npy"))
        .hasMessageNotContainingAny("Hadoop's default file system");
  }
}
