package io.memmap.spark.internal.write.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.runs.StagedRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.junit.jupiter.api.Test;

/** The driver accepts messages of tasks by their class. */
class StagedRunsTest {
  /** Loads a class a second time, as the class loader for the added jars of a session does. */
  private static final class SecondLoader extends ClassLoader {
    SecondLoader() {
      super(StagedRuns.class.getClassLoader());
    }

    Class<?> again(Class<?> type) throws IOException {
      String file = type.getName().replace('.', '/') + ".class";
      try (InputStream bytes = getParent().getResourceAsStream(file)) {
        byte[] all = bytes.readAllBytes();
        return defineClass(type.getName(), all, 0, all.length);
      }
    }
  }

  @Test
  void acceptsTheMessageOfATask() {
    StagedRuns staged = new StagedRuns(0, List.of(), 0, StagedRecord.whole(4), List.of(), null);
    assertThat(StagedRuns.of(staged)).isSameAs(staged);
  }

  @Test
  void refusesAMessageWhoseClassWasLoadedTwice() throws Exception {
    Class<?> other = new SecondLoader().again(StagedRuns.class);
    var constructor = other.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    Object staged =
        constructor.newInstance(0, List.of(), 0L, StagedRecord.whole(4), List.of(), null);
    assertThatThrownBy(() -> StagedRuns.of((WriterCommitMessage) staged))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ADD JAR")
        .hasMessageContaining("--jars");
  }
}
