package io.memmap.storage.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.publish.CutOffUpdates;
import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.storage.publish.InterruptedUpdate;
import io.memmap.storage.publish.StagingArea;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every array that a file system can name has staging folders; no folder belongs to two arrays. */
class StagingNamesTest {
  private static final int MOST_BYTES = 255;

  /** The longest name on an encrypting file system. */
  private static final int FEWEST_BYTES = 143;

  @TempDir Path temporary;

  private Path folder;

  @BeforeEach
  void resolve() throws IOException {
    folder = temporary.toRealPath();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private Path array(String name) throws IOException {
    return Files.write(folder.resolve(name), new byte[80]);
  }

  private void assertAlone(Path... arrays) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(arrays);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 79, 80, 81, 82, 143, 202, 203, 210, 211, 245, 254, 255})
  void anArrayOfALongNameIsWrittenLikeOthers(int length) throws IOException {
    Path target = array("x".repeat(length));
    for (int i = 0; i < 2; i++) {
      StagingArea.create(target, id()).close();
      InPlaceUpdate.open(target, id()).close();
      assertAlone(target);
    }
    CutOffUpdates.leave(target, 10);
    assertThat(InterruptedUpdate.isPending(target)).isTrue();
    InPlaceUpdate.open(target, id()).close();
    assertAlone(target);
  }

  @Test
  void multibyteNamesAreShortenedBetweenCharacters() throws IOException {
    for (String character : List.of("\u00e9", "\u20ac", "\ud83d\ude00")) {
      int bytes = character.getBytes(StandardCharsets.UTF_8).length;
      for (int length = 20; length <= MOST_BYTES / bytes; length++) {
        String name =
            StagingNames.lastName(Path.of("/x/a" + character.repeat(length)))
                .getFileName()
                .toString();
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(FEWEST_BYTES);
        assertThat(name).doesNotContain("\ufffd");
      }
    }
  }

  @Test
  void anArrayThatCannotBeNamedIsRefused() throws IOException {
    Path target = folder.resolve("x".repeat(MOST_BYTES + 1));
    assertThatThrownBy(() -> StagingArea.create(target, id()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("file " + target + ": its file system cannot name it (")
        .hasMessageContaining("shorter name");
    assertAlone();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".a.dat.memmap-update",
        ".a.dat.memmap-01234567-89ab-cdef-0123-456789abcdef",
        ".a.dat.memmap-removed-01234567-89ab-cdef-0123-456789abcdef"
      })
  void anArrayMayNotHaveTheNameOfAFolder(String name) throws IOException {
    Path target = folder.resolve(name);
    assertThatThrownBy(() -> StagingArea.create(target, id()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("file " + target)
        .hasMessageContaining("name it otherwise");
    assertAlone();
  }

  /** A name may begin with another array's name and the suffix of its folder. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a.memmap-b", "a.memmap-update", "a.memmap-removed-b", "a.memmap-", "a.", ".a"})
  void foldersOfArraysOfSimilarNamesAreNotMixed(String similar) throws IOException {
    Path one = array("a");
    Path other = array(similar);
    List<Path> left = new ArrayList<>();
    for (Path target : List.of(one, other)) {
      Path made = Files.createDirectory(StagingArea.folder(target, id()));
      Files.createFile(made.resolve("owner"));
      left.add(made);
      CutOffUpdates.leave(target, 10);
    }
    StagingArea.create(one, id()).close();
    assertThat(left.get(0)).doesNotExist();
    assertThat(left.get(1)).exists();
    InPlaceUpdate.open(one, id()).close();
    assertThat(InterruptedUpdate.isPending(one)).isFalse();
    assertThat(InterruptedUpdate.isPending(other)).isTrue();
    InPlaceUpdate.open(other, id()).close();
    assertAlone(one, other);
  }

  @Test
  void noFolderFitsTwoArrays() {
    Random random = new Random(51);
    String[] parts = {"a", "b", ".memmap-", "update", "removed-", "~", ".", id(), "x".repeat(90)};
    for (int i = 0; i < 2000; i++) {
      Path one = Path.of("/x", name(random, parts));
      Path other = Path.of("/x", name(random, parts));
      String made = StagingNames.folder(one, random.nextBoolean() ? id() : "update") + "";
      String folder = Path.of(made).getFileName().toString();
      assertThat(StagingNames.mayBeLeftOf(one, folder)).isTrue();
      assertThat(StagingNames.isReserved(folder)).isTrue();
      assertThat(StagingNames.mayBeLeftOf(other, folder)).isEqualTo(one.equals(other));
    }
  }

  private static String name(Random random, String[] parts) {
    StringBuilder name = new StringBuilder(parts[random.nextInt(2)]);
    for (int i = random.nextInt(4); i > 0; i--) {
      name.append(parts[random.nextInt(parts.length)]);
    }
    return name.toString();
  }
}
