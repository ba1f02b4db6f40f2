package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that says which epochs of streams are in an array. */
class CommittedEpochsTest {
  private static final CommittedEpochs.Last ONE =
      new CommittedEpochs.Last("one", 7, 100, 928, "1312");

  @TempDir Path made;

  private Path array;

  @BeforeEach
  void write() throws IOException {
    array = Files.write(made.toRealPath().resolve("a.dat"), new byte[8]);
  }

  private void note(CommittedEpochs.Last last) throws IOException {
    try (InPlaceUpdate update = InPlaceUpdate.open(array, UUID.randomUUID().toString())) {
      update.note(CommittedEpochs.of(array).with(last), true);
    }
  }

  @Test
  void hasALineForEachStream() throws IOException {
    assertThat(CommittedEpochs.of(array).last("one")).isEmpty();
    note(ONE);
    note(new CommittedEpochs.Last("two", 0, 1, 8, ""));
    note(new CommittedEpochs.Last("one", 8, 110, 1008, "1312"));
    assertThat(CommittedEpochs.file(array))
        .hasFileName(".a.dat.memmap-stream")
        .hasContent(
            """
            memmap streams 1
            stream two epoch 0 rows 1 bytes 8 inode -
            stream one epoch 8 rows 110 bytes 1008 inode 1312
            end
            """);
    assertThat(CommittedEpochs.of(array).last("one").orElseThrow().epoch()).isEqualTo(8);
    assertThat(CommittedEpochs.of(array).last("two").orElseThrow().inode()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "memmap streams 1\n",
        "memmap streams 2\nend\n",
        "memmap streams 1\nstream one epoch x rows 1 bytes 8 inode 1\nend\n",
        "memmap streams 1\nstream one epoch 1 rows 1 bytes 8\nend\n",
        "memmap streams 1\nstream one lost 1 rows 1 bytes 8 inode 1\nend\n"
      })
  void anotherTextIsAnError(String text) throws IOException {
    Path file = Files.writeString(CommittedEpochs.file(array), text);
    assertThatThrownBy(() -> CommittedEpochs.of(array))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "file " + array + ": " + file + ", which says what epochs of streams it has, is not");
  }

  @Test
  void onlyAPlainFileIsBelieved() throws IOException {
    Path elsewhere = Files.writeString(made.resolve("elsewhere"), "memmap streams 1\nend\n");
    Path file = Files.createSymbolicLink(CommittedEpochs.file(array), elsewhere);
    assertThatThrownBy(() -> CommittedEpochs.of(array))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("streams note the epochs that it has in " + file)
        .hasMessageContaining("remove it");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(() -> CommittedEpochs.of(array)).isInstanceOf(IOException.class);
  }

  @Test
  void aFileThatOthersMayWriteIsNotBelieved() throws IOException {
    note(ONE);
    Files.setAttribute(CommittedEpochs.file(array), "unix:mode", 0666);
    assertThatThrownBy(() -> CommittedEpochs.of(array))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("mode 666 and not by the file's owner");
  }
}
