package io.memmap.spark.internal.stream.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.hadoop.write.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Positions of streams in a checkpoint. */
class OffsetsTest {
  private static final String ARRAY = "dtype <i4, shape (-1, 2)";

  @TempDir Path folder;

  private Offsets offsets(String array) {
    return new Offsets(new CheckpointFolder(folder.toUri().toString(), new Configuration()), array);
  }

  private static ReadRows read(int files, long rows) {
    return new ReadRows(
        IntStream.range(0, files)
            .mapToObj(i -> new FileRows("/data/part-" + i + ".npy", "inode " + (1000 + i), rows))
            .toList());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void isReadableForFewFiles() {
    assertThat(offsets(ARRAY).after(null, read(1, 7)).json())
        .isEqualTo(
            "{\"version\":1,\"array\":\"dtype <i4, shape (-1, 2)\",\"rows\":7,\"files\":[{\"path\":"
                + "\"/data/part-0.npy\",\"rows\":7,\"identity\":\"inode 1000\"}]}");
  }

  @Test
  void isReadBackByALaterQuery() {
    for (int files : new int[] {0, 1, 100, 101, 500}) {
      Offset offset = offsets(ARRAY).after(null, read(files, 7));
      assertThat(offsets(ARRAY).at(new ArrayOffset(offset.json()))).isEqualTo(read(files, 7));
    }
  }

  /** The text has some 100 bytes, and the file less than 20 for each of the files. */
  @Test
  void staysSmallForManyFiles() throws IOException {
    int files = 100_000;
    Offset offset = offsets(ARRAY).after(null, read(files, 1L << 40));
    assertThat(offset.json()).hasSizeLessThan(200).contains("\"fileCount\":100000");
    assertThat(names()).hasSize(1);
    assertThat(Files.size(folder.resolve(names().get(0)))).isLessThan(20L * files);
  }

  @Test
  void keepsTheFilesThatARestartNeeds() throws IOException {
    Offsets offsets = offsets(ARRAY);
    Offset logged = offsets.initial(() -> read(200, 1));
    for (int batch = 0; batch < 20; batch++) {
      Offset next = offsets.after(logged, read(200, 2 + batch));
      offsets.forgetBefore(logged);
      assertThat(names()).hasSizeLessThanOrEqualTo(3).contains("initial");
      assertThat(offsets(ARRAY).at(logged)).isEqualTo(read(200, 1 + batch));
      assertThat(offsets(ARRAY).at(next)).isEqualTo(read(200, 2 + batch));
      logged = next;
    }
  }

  @Test
  void aPositionThatWasNotLoggedHasAFileOfItsOwn() {
    Offsets offsets = offsets(ARRAY);
    Offset start = offsets.after(null, read(200, 1));
    Offset notLogged = offsets.after(start, read(200, 2));
    Offset other = offsets.after(start, read(200, 3));
    assertThat(offsets(ARRAY).at(notLogged)).isEqualTo(read(200, 2));
    assertThat(offsets(ARRAY).at(other)).isEqualTo(read(200, 3));
  }

  @Test
  void theFirstPositionStays() {
    assertThat(offsets(ARRAY).initial(() -> read(3, 5)))
        .isEqualTo(offsets(ARRAY).initial(() -> read(3, 6)));
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Offset many = offsets(ARRAY).after(null, read(200, 1));
    assertThatThrownBy(() -> offsets("dtype <f8, shape (-1,)").at(many))
        .hasMessageContaining("it counts rows of " + ARRAY + ", found dtype <f8, shape (-1,)");
    Files.delete(folder.resolve(names().get(0)));
    assertThatThrownBy(() -> offsets(ARRAY).at(many))
        .hasMessageContaining("the file rows-0-")
        .hasMessageContaining("is missing");
    assertThatThrownBy(() -> offsets(ARRAY).at(new ArrayOffset("{\"version\":2}")))
        .hasMessageContaining("has version 2, expected 1");
    assertThatThrownBy(() -> offsets(ARRAY).at(new ArrayOffset("7 rows")))
        .hasMessageContaining("the offset 7 rows cannot be read (is no JSON object)");
  }
}
