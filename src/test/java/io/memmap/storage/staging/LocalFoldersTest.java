package io.memmap.storage.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFoldersTest {
  @TempDir Path folder;

  private Path made(String name) throws Exception {
    return Files.createDirectory(folder.resolve(name));
  }

  @Test
  void aClusterNamesFoldersInTheEnvironment() throws Exception {
    Path yarn = made("yarn");
    Path other = made("other");
    LocalFolders folders = new LocalFolders(other.toString());

    assertThat(folders.usable(Map.of("LOCAL_DIRS", yarn.toString()))).containsExactly(yarn);
    assertThat(folders.usable(Map.of("SPARK_LOCAL_DIRS", yarn.toString()))).containsExactly(yarn);
    assertThat(folders.usable(Map.of("SPARK_LOCAL_DIRS", ""))).containsExactly(other);
  }

  @Test
  void filesAreSpreadOverTheFoldersThatExist() throws Exception {
    Path one = made("one");
    Path two = made("two");
    String setting = one + ", " + two + "," + folder.resolve("missing");

    assertThat(new LocalFolders(setting).usable(Map.of())).containsExactly(one, two);
  }

  @Test
  void theTemporaryFolderIsTheDefault() {
    assertThat(new LocalFolders("").usable(Map.of()))
        .containsExactly(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
  }
}
