package io.memmap.storage.hadoop.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.hadoop.write.FaultyWrite.Store;
import io.memmap.storage.staging.NewFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only its writer may enter a folder in which rows are staged, on stores that have folders. */
class StagingFolderPermissionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"RENAMING", "RENAMING_OVER", "JOINING"})
  void aStagingFolderIsForItsWriterOnly(Store store) throws IOException {
    store.begin();
    NewFile file = new FaultyWrite(store, folder.resolve("a.npy")).begin();
    FaultyWrite.stage(file, "0-0", FaultyWrite.bytes(1000, 3));
    Path staging = Path.of(URI.create(file.staging().folder()).getPath());
    assertThat(staging).isDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(staging)))
        .isEqualTo("rwx------");
  }
}
