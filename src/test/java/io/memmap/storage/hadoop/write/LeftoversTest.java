package io.memmap.storage.hadoop.write;

import static io.memmap.storage.hadoop.write.FaultyWrite.bytes;
import static io.memmap.storage.hadoop.write.FaultyWrite.expected;
import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.hadoop.write.FaultyWrite.Store;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.StagedPiece;
import io.memmap.testing.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What killed writers leave, and who removes it. */
class LeftoversTest {
  private static final byte[] PIECE = bytes(1000, 3);

  @TempDir Path folder;

  private FaultyWrite write(Store store, String name) {
    return new FaultyWrite(store, folder.resolve(name));
  }

  private static Path staging(NewFile file) {
    return Path.of(URI.create(file.staging().folder()).getPath());
  }

  /** As if nothing had touched a staging folder for this time. */
  private static void age(Path staging, Duration age) throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(age));
    try (var files = Files.list(staging)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
    Files.setLastModifiedTime(staging, then);
  }

  @Test
  void aFolderWhoseWriterIsDeadIsRemoved() throws IOException {
    Faults faults = Store.JOINING.begin();
    NewFile killed = write(Store.JOINING, "a.npy").begin();
    FaultyWrite.stage(killed, "0-0", PIECE);
    faults.held.clear();
    write(Store.JOINING, "a.npy").write(PIECE);
    assertThat(write(Store.JOINING, "a.npy").siblings()).containsExactly("a.npy");
  }

  /** A folder whose writer has not named its file {@code owner} yet. */
  private Path begun(String id) throws IOException {
    Path begun = Files.createDirectory(folder.resolve(".a.npy.memmap-" + id));
    Files.createFile(begun.resolve("owner.draft"));
    return begun;
  }

  @Test
  void aWriterThatWasKilledBeforeItHadItsLeaseIsDead() throws IOException {
    Faults faults = Store.JOINING.begin();
    Path dead = begun("7d444840-9dc0-11d1-b245-5ffdce74fad2");
    Path living = begun("8d444840-9dc0-11d1-b245-5ffdce74fad2");
    faults.held.add(Files.getAttribute(living.resolve("owner.draft"), "unix:fileKey"));
    write(Store.JOINING, "a.npy").write(PIECE);
    assertThat(dead).doesNotExist();
    assertThat(living).exists();
  }

  @Test
  void aFileThatIsNamedDuringTheLookIsOfALivingWriter() throws IOException {
    Faults faults = Store.JOINING.begin();
    Path living = begun("7d444840-9dc0-11d1-b245-5ffdce74fad2");
    Path draft = living.resolve("owner.draft");
    faults.beforeAppend =
        path -> {
          if (path.equals(draft)) {
            move(draft, living.resolve("owner"));
          }
        };
    write(Store.JOINING, "a.npy").write(PIECE);
    assertThat(living.resolve("owner")).exists();
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void withoutLeasesADraftSaysNothing() throws IOException {
    Store.RENAMING.begin();
    Path young = begun("7d444840-9dc0-11d1-b245-5ffdce74fad2");
    write(Store.RENAMING, "a.npy").write(PIECE);
    assertThat(young).exists();
  }

  @Test
  void nobodySeesAFolderWithoutAnOwner() throws IOException {
    Faults faults = Store.JOINING.begin();
    List<Boolean> seen = new ArrayList<>();
    faults.beforeCreate =
        path -> {
          if (path.endsWith("owner.draft")) {
            seen.add(Files.exists(path.getParent()));
          }
        };
    write(Store.JOINING, "a.npy").write(PIECE);
    assertThat(seen).containsExactly(false);
  }

  @Test
  void aLivingWriterKeepsItsFolderHoweverOld() throws IOException {
    Store.JOINING.begin();
    try (NewFile slow = write(Store.JOINING, "a.npy").begin()) {
      StagedPiece piece = FaultyWrite.stage(slow, "0-0", PIECE);
      age(staging(slow), Duration.ofDays(30));
      write(Store.JOINING, "a.npy").write(PIECE, PIECE);
      assertThat(folder.resolve("a.npy")).hasBinaryContent(expected(PIECE, PIECE));
      slow.publish(new FileStart(new byte[0], 0), List.of(piece), PIECE.length);
    }
    assertThat(folder.resolve("a.npy")).hasBinaryContent(PIECE);
    assertThat(write(Store.JOINING, "a.npy").siblings()).containsExactly("a.npy");
  }

  @ParameterizedTest
  @EnumSource(
      value = Store.class,
      names = {"RENAMING", "RENAMING_OVER", "CLOSING", "CONDITIONAL"})
  void withoutLeasesOldFoldersAreRemovedAndYoungOnesAreNot(Store store) throws IOException {
    store.begin();
    NewFile killed = write(store, "a.npy").begin();
    FaultyWrite.stage(killed, "0-0", PIECE);
    NewFile living = write(store, "a.npy").begin();
    FaultyWrite.stage(living, "0-0", PIECE);
    age(staging(killed), Duration.ofHours(25));
    age(staging(living), Duration.ofHours(23));
    write(store, "a.npy").write(PIECE);
    assertThat(staging(killed)).doesNotExist();
    assertThat(staging(living)).exists();
    living.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b.npy", "a.npy.memmap", "a"})
  void foldersOfOtherArraysStay(String other) throws IOException {
    Faults faults = Store.JOINING.begin();
    NewFile killed = write(Store.JOINING, other).begin();
    age(staging(killed), Duration.ofDays(30));
    faults.held.clear();
    write(Store.JOINING, "a.npy").write(PIECE);
    assertThat(staging(killed)).exists();
  }

  @Test
  void foldersThatAreNotOfWritesStay() throws IOException {
    Store.RENAMING.begin();
    Path users = Files.createDirectory(folder.resolve(".a.npy.memmap-notes"));
    Path upload =
        Files.createDirectory(folder.resolve(".a.npy.memmap-7d444840-9dc0-11d1-b245-5ffdce74fad2"));
    Files.createFile(upload.resolve("upload"));
    age(users, Duration.ofDays(30));
    age(upload, Duration.ofDays(30));
    write(Store.RENAMING, "a.npy").write(PIECE);
    assertThat(users).exists();
    assertThat(upload).exists();
  }

  @Test
  void theOnlyCopyOfAnArrayStays() throws IOException {
    Faults faults = Store.RENAMING.begin();
    Path kept =
        Files.createDirectory(folder.resolve(".a.npy.memmap-7d444840-9dc0-11d1-b245-5ffdce74fad2"));
    Files.write(kept.resolve("target"), PIECE);
    age(kept, Duration.ofDays(30));
    write(Store.RENAMING, "a.npy").begin().close();
    assertThat(kept).exists();
    write(Store.RENAMING, "a.npy").write(PIECE);
    write(Store.RENAMING, "a.npy").write(PIECE);
    assertThat(kept).doesNotExist();
    assertThat(faults.outputsNow).hasValue(0);
  }
}
