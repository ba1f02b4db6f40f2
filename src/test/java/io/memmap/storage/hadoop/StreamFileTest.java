package io.memmap.storage.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.SourceFile;
import io.memmap.testing.Faults;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads of streams with faults and with each kind of capabilities. */
class StreamFileTest {
  private static final int SIZE = 1_000_003;
  private static final int THREADS = 6;

  @TempDir Path folder;

  private Faults faults;

  @BeforeEach
  void noFaults() {
    faults = Faults.begin();
  }

  @AfterEach
  void noStreamIsLeftOpen() {
    assertThat(faults.openNow).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({
    "faulty, true, 2147483647",
    "faulty, true, 1000",
    "faulty, false, 2147483647",
    "faulty, false, 1000",
    "faulty, false, 1",
    "abfs, false, 2147483647",
    "abfs, false, 999",
    "s3a, false, 70000",
    "hdfs, true, 70000",
  })
  void threadsReadTheBytesOfTheFile(String scheme, boolean positional, int most) throws Exception {
    faults.positionalBuffers = positional;
    faults.mostBytes = most;
    faults.readahead = scheme.equals("s3a");
    int length = most == 1 ? 2_000 : 100_000;
    FaultyFile made = FaultyFile.make(scheme, folder, SIZE);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (SourceFile file = made.open()) {
      List<Future<ByteBuffer>> reads = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        int position = i * 100_001;
        reads.add(threads.submit(() -> FaultyFile.read(file, position, length)));
      }
      for (int i = 0; i < reads.size(); i++) {
        assertThat(reads.get(i).get()).isEqualTo(made.expected(i * 100_001, length));
      }
      int shared = positional || scheme.equals("abfs") ? 1 : THREADS;
      assertThat(faults.opens.get()).isBetween(1, shared);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void readsOneAfterAnotherUseOneStreamAndAnnounceWhatTheyRead() throws IOException {
    faults.readahead = true;
    faults.unbuffer = true;
    FaultyFile made = FaultyFile.make("s3a", folder, SIZE);
    try (SourceFile file = made.open()) {
      assertThat(FaultyFile.read(file, 7, 500_000)).isEqualTo(made.expected(7, 500_000));
      assertThat(FaultyFile.read(file, 900_000, 3)).isEqualTo(made.expected(900_000, 3));
      ByteBuffer ofTheHeap = ByteBuffer.allocate(200_000);
      file.readFully(ofTheHeap, 0);
      assertThat(ofTheHeap.flip()).isEqualTo(made.expected(0, 200_000));
    }
    assertThat(faults.opens).hasValue(1);
    assertThat(faults.announced).containsExactly(500_000L, 3L, 200_000L);
    assertThat(faults.unbuffered).hasValue(3);
    assertThat(faults.openOptions)
        .first()
        .satisfies(
            options -> {
              assertThat(options.get("fs.s3a.experimental.input.fadvise")).isEqualTo("random");
              assertThat(options.get("fs.option.openfile.read.policy")).isEqualTo("random");
              assertThat(options.get("fs.azure.buffered.pread.disable")).isEqualTo("true");
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anErrorAtAByteIsReportedAndTheNextReadSucceeds(boolean positional) throws IOException {
    faults.positionalBuffers = positional;
    faults.readahead = true;
    faults.failsAt = 400_000;
    faults.failures.set(1);
    FaultyFile made = FaultyFile.make("faulty", folder, SIZE);
    try (SourceFile file = made.open()) {
      assertThatThrownBy(() -> FaultyFile.read(file, 0, SIZE))
          .isInstanceOf(ArrayFileException.class)
          .hasMessage(
              "file " + made.location + ": cannot be read from its file system (a cable was cut)");
      assertThat(FaultyFile.read(file, 0, SIZE)).isEqualTo(made.expected(0, SIZE));
    }
    // A stream of its own is not used again, and its request is not read to the end
    assertThat(faults.opens).hasValue(positional ? 1 : 2);
    if (!positional) {
      assertThat(faults.announced).containsExactly((long) SIZE, 0L, (long) SIZE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "faulty, false, 'expected 1000 bytes, modified at '",
    "faulty, true, 'expected 1000 bytes, etag'",
  })
  void aFileThatWasReplacedIsNotOpened(String scheme, boolean etags, String words)
      throws IOException {
    faults.etags = etags;
    FaultyFile made = FaultyFile.make(scheme, folder, 1000);
    made.replace(1000);
    assertThatThrownBy(made::open)
        .isInstanceOf(ArrayFileException.class)
        .hasMessageStartingWith(
            "file " + made.location + ": replaced by another file after the query was planned (")
        .hasMessageContaining(words)
        .hasMessageEndingWith("; load it again");
  }

  @Test
  void aHandleOpensTheInodeOnly() throws IOException {
    faults.positionalBuffers = true;
    FaultyFile made = FaultyFile.make("hdfs", folder, 1000);
    Files.write(made.path, new byte[500], StandardOpenOption.APPEND);
    try (SourceFile file = made.open()) {
      assertThat(FaultyFile.read(file, 0, 1000)).isEqualTo(made.expected(0, 1000));
    }
    made.replace(1000);
    assertThatThrownBy(made::open)
        .isInstanceOf(ArrayFileException.class)
        .hasMessageMatching(
            ".*: replaced by another file after the query was planned \\(expected 1000 bytes,"
                + " handle [0-9a-f]+, found 1000 bytes, handle [0-9a-f]+\\); load it again");
    Files.delete(made.path);
    assertThatThrownBy(made::open)
        .hasMessageContaining("not found; it was removed after the query was planned");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Server error accessing s3://b/a.npy (Service: S3, Status Code: 412, Request ID: 1)",
        "Stream is closed!"
      })
  void aFileThatIsReplacedBetweenReadsIsNamedHoweverTheStreamTells(String message)
      throws IOException {
    FaultyFile made = FaultyFile.make("faulty", folder, 1000);
    try (SourceFile file = made.open()) {
      assertThat(FaultyFile.read(file, 0, 10)).isEqualTo(made.expected(0, 10));
      made.replace(2000);
      faults.failsAt = 500;
      faults.failure = new IOException(message);
      assertThatThrownBy(() -> FaultyFile.read(file, 450, 100))
          .isInstanceOf(ArrayFileException.class)
          .hasMessageContaining("replaced by another file after the query was planned")
          .hasMessageContaining("found 2000 bytes")
          .hasMessageEndingWith("load it again");
    }
  }

  @Test
  void aRefusalOfTheVersionIsAReplacementEvenIfTheFileLooksTheSame() throws IOException {
    FaultyFile made = FaultyFile.make("faulty", folder, 1000);
    faults.failsAt = 500;
    faults.failure = new RemoteFileChangedException("Change reported by S3 during open");
    try (SourceFile file = made.open()) {
      assertThatThrownBy(() -> FaultyFile.read(file, 450, 100))
          .hasMessage(
              "file "
                  + made.location
                  + ": replaced by another file after the query was planned (Change reported by S3"
                  + " during open); load it again");
    }
  }

  /** As that of S3A, which is known by its name. */
  private static final class RemoteFileChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    RemoteFileChangedException(String message) {
      super(message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"faulty", "hdfs"})
  void aFileThatWasCutIsTooShort(String scheme) throws IOException {
    faults.positionalBuffers = scheme.equals("hdfs");
    FaultyFile made = FaultyFile.make(scheme, folder, 1000);
    try (SourceFile file = made.open()) {
      try (var channel = Files.newByteChannel(made.path, StandardOpenOption.WRITE)) {
        channel.truncate(700);
      }
      String words = scheme.equals("hdfs") ? "expected 1000 bytes, found 700" : "replaced by";
      assertThatThrownBy(() -> FaultyFile.read(file, 0, 1000))
          .isInstanceOf(ArrayFileException.class)
          .hasMessageContaining(words);
      assertThatThrownBy(() -> FaultyFile.read(file, 800, 10)).hasMessageContaining(words);
    }
    assertThatThrownBy(() -> made.storage.open(made.seen, 2000))
        .hasMessageContaining("expected 2000 bytes, found 1000");
  }

  @Test
  void aFileThatWasRemovedIsNotFound() throws IOException {
    FaultyFile made = FaultyFile.make("faulty", folder, 1000);
    Files.delete(made.path);
    assertThat(made.storage.isGone(made.seen)).isTrue();
    assertThatThrownBy(made::open)
        .isInstanceOf(ArrayFileException.class)
        .hasRootCauseInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("not found; it was removed after the query was planned");
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, false", "true, true", "false, true"})
  void readsInProgressEndAndLaterOnesSucceed(boolean positional, boolean deaf) throws Exception {
    faults.positionalBuffers = positional;
    faults.deaf = deaf;
    FaultyFile made = FaultyFile.make("faulty", folder, SIZE);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (SourceFile file = made.open()) {
      faults.gate = new CountDownLatch(1);
      List<Future<Boolean>> reads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        reads.add(threads.submit(() -> isEnded(file)));
      }
      while (faults.waiting.get() < 3) {
        Thread.onSpinWait();
      }
      file.endReads();
      for (Future<Boolean> read : reads) {
        assertThat(read.get()).isTrue();
      }
      faults.gate = null;
      assertThat(FaultyFile.read(file, 5, 100)).isEqualTo(made.expected(5, 100));
    } finally {
      threads.shutdownNow();
    }
  }

  /** Whether a read is ended and leaves the thread without an interrupt. */
  private static boolean isEnded(SourceFile file) throws IOException {
    try {
      FaultyFile.read(file, 0, 1000);
      return false;
    } catch (InterruptedIOException ended) {
      return ended.getMessage().startsWith("reads of file") && !Thread.interrupted();
    }
  }

  @Test
  void closingEndsReadsToo() throws Exception {
    FaultyFile made = FaultyFile.make("faulty", folder, SIZE);
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      SourceFile file = made.open();
      faults.gate = new CountDownLatch(1);
      Future<Boolean> read = threads.submit(() -> isEnded(file));
      while (faults.waiting.get() < 1) {
        Thread.onSpinWait();
      }
      file.close();
      assertThat(read.get()).isTrue();
      faults.gate = null;
      assertThatThrownBy(() -> FaultyFile.read(file, 0, 10)).hasMessageEndingWith("is closed");
      file.close();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anInterruptOfTheTaskIsPassedOn() throws Exception {
    FaultyFile made = FaultyFile.make("faulty", folder, SIZE);
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try (SourceFile file = made.open()) {
      faults.gate = new CountDownLatch(1);
      Future<ByteBuffer> read = threads.submit(() -> FaultyFile.read(file, 0, 1000));
      while (faults.waiting.get() < 1) {
        Thread.onSpinWait();
      }
      threads.shutdownNow();
      assertThatThrownBy(read::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseExactlyInstanceOf(InterruptedIOException.class)
          .hasMessageEndingWith("interrupted");
    }
  }

  @Test
  void aFailureThatBearsAnErrorDoesNotCarryIt() throws IOException {
    FaultyFile made = FaultyFile.make("faulty", folder, 1000);
    faults.failsAt = 500;
    faults.failure = new IOException("no class", new NoClassDefFoundError("software/amazon/X"));
    try (SourceFile file = made.open()) {
      assertThatThrownBy(() -> FaultyFile.read(file, 0, 1000))
          .hasMessageContaining("no class")
          .hasNoCause();
    }
  }
}
