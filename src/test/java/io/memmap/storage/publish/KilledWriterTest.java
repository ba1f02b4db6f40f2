package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that write are killed at states that are seen in the file system, many times each. The
 * array is then the old one, the new one, or one with a journal, and the next write succeeds.
 */
class KilledWriterTest {
  private static final int ROUNDS = Integer.getInteger("killed.rounds", 5);
  private static final int ATTEMPTS = 10;
  private static final int ROWS = 600_000;
  private static final int MOST_DELAY_MILLIS = 4;

  @TempDir Path made;

  private Path file;

  @BeforeEach
  void name() throws IOException {
    file = made.toRealPath().resolve("a.dat");
  }

  private static long old(int i) {
    return -1L - i;
  }

  private static long overwritten(int i) {
    return 3L * i;
  }

  private static long updated(int i) {
    return i % 6 == 0 ? 3L * i : -1L - i;
  }

  private static long appended(int i) {
    return i < ROWS ? -1L - i : 3L * (i - ROWS);
  }

  private void writeOld() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(ROWS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ROWS; i++) {
      bytes.putLong(old(i));
    }
    Files.write(file, bytes.array());
  }

  private void assertHolds(int rows, IntToLongFunction element) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.remaining()).isEqualTo(rows * Long.BYTES);
    for (int i = 0; i < rows; i++) {
      if (bytes.getLong(i * Long.BYTES) != element.applyAsLong(i)) {
        throw new AssertionError("element " + i + " is " + bytes.getLong(i * Long.BYTES));
      }
    }
  }

  private void assertNextWriteCleansUp() throws IOException {
    InPlaceUpdate.open(file, "next").close();
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  private interface Seen {
    boolean isSeen() throws IOException;
  }

  /**
   * Kills a process that writes over the old array as soon as it reaches a state.
   *
   * @return whether the state was still there when it was dead
   */
  private boolean kill(String kind, Seen state) throws Exception {
    writeOld();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process writer =
        new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                location(WriterProcess.class) + ":" + location(StagingArea.class),
                WriterProcess.class.getName(),
                file.toString(),
                kind,
                "" + ROWS)
            .inheritIO()
            .start();
    try {
      while (writer.isAlive() && !state.isSeen()) {
        Thread.onSpinWait();
      }
      Thread.sleep(ThreadLocalRandom.current().nextInt(MOST_DELAY_MILLIS));
    } finally {
      writer.destroyForcibly();
      assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    return state.isSeen();
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private boolean isStaged(String id, String name) {
    return Files.exists(StagingArea.folder(file, id).resolve(name));
  }

  private long first() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      return channel.read(bytes) == Long.BYTES ? bytes.getLong(0) : old(0);
    }
  }

  private interface Round {
    /** Whether the process was killed in time. */
    boolean inTime(int round) throws Exception;
  }

  private static void rounds(Round round) throws Exception {
    for (int i = 1; i <= ROUNDS; i++) {
      int attempt = 1;
      while (!round.inTime(i)) {
        assertThat(attempt++).as("never killed in time").isLessThan(ATTEMPTS);
      }
    }
  }

  @Test
  void whileStaging() throws Exception {
    rounds(
        round -> {
          boolean updates = round % 2 == 0;
          String id = updates ? StagingArea.UPDATE : WriterProcess.OVERWRITE;
          boolean inTime =
              kill(
                  updates ? "update" : "overwrite",
                  () ->
                      isStaged(id, "part-0")
                          && !isStaged(id, "array")
                          && !isStaged(id, "journal")
                          && first() == old(0));
          if (inTime) {
            assertThat(InterruptedUpdate.isPending(file)).isFalse();
            assertHolds(ROWS, KilledWriterTest::old);
          }
          assertNextWriteCleansUp();
          return inTime;
        });
  }

  @Test
  void whileTheNewArrayIsPutTogether() throws Exception {
    rounds(
        round -> {
          boolean inTime = kill("overwrite", () -> isStaged(WriterProcess.OVERWRITE, "array"));
          if (inTime) {
            assertHolds(ROWS, KilledWriterTest::old);
          }
          assertNextWriteCleansUp();
          return inTime;
        });
  }

  @Test
  void whileAnUpdateIsApplied() throws Exception {
    applied("update", ROWS, KilledWriterTest::updated);
  }

  @Test
  void whileRowsAreAppended() throws Exception {
    applied("append", 2 * ROWS, KilledWriterTest::appended);
  }

  private void applied(String kind, int rows, IntToLongFunction element) throws Exception {
    rounds(
        round -> {
          boolean inTime = kill(kind, () -> isStaged(StagingArea.UPDATE, "journal"));
          assertThat(InterruptedUpdate.isPending(file)).isEqualTo(inTime);
          if (inTime && round % 2 == 0) {
            assertThat(InterruptedUpdate.finish(file)).isTrue();
            assertHolds(rows, element);
          }
          assertNextWriteCleansUp();
          assertHolds(rows, element);
          return inTime;
        });
  }

  @Test
  void afterTheRename() throws Exception {
    rounds(
        round -> {
          Object[] before = {null};
          boolean inTime =
              kill(
                  "overwrite",
                  () -> {
                    Object now = Files.getAttribute(file, "unix:ino");
                    before[0] = before[0] == null ? now : before[0];
                    return !now.equals(before[0]);
                  });
          assertHolds(ROWS, KilledWriterTest::overwritten);
          assertNextWriteCleansUp();
          return inTime;
        });
  }
}
