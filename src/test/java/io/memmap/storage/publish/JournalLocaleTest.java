package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal is read by a writer whose locale has other digits. */
class JournalLocaleTest {
  private final Locale locale = Locale.getDefault();

  @TempDir Path folder;

  @AfterEach
  void reset() {
    Locale.setDefault(locale);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "tr-TR"})
  void digitsDoNotDependOnTheLocale(String tag) throws IOException {
    Path file = Files.write(folder.resolve("a.dat"), new byte[1600]);
    Locale.setDefault(Locale.forLanguageTag(tag));
    CutOffUpdates.leave(file, 200);
    Path staging = StagingArea.folder(file, StagingArea.UPDATE);
    assertThat(Files.readString(staging.resolve("journal"))).matches("\\p{ASCII}*");
    Locale.setDefault(Locale.ROOT);
    assertThat(InterruptedUpdate.finish(file)).isTrue();
    assertThat(Files.readAllBytes(file)).endsWith(57, -1, -1, -1, -1, -1, -1, -1);
  }
}
