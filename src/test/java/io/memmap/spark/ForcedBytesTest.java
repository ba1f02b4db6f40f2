package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes a write forces to the disk, and when, as recorded by the JVM's flight recorder. */
@DisabledForJreRange(
    min = JRE.JAVA_25,
    disabledReason = "its flight recorder does not see writes at a position, 17's does")
class ForcedBytesTest {
  private static final String FORCE = "jdk.FileForce";
  private static final String WRITE = "jdk.FileWrite";
  private static final int PARTITIONS = 3;

  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  @TempDir Path made;

  private Path folder;
  private Path file;

  @BeforeEach
  void name() throws IOException {
    folder = made.toRealPath();
    file = folder.resolve("a.dat");
  }

  /** Records when the target became another file, by the recorder's clock. */
  @Name("io.memmap.Renamed")
  @StackTrace(false)
  static final class Renamed extends Event {}

  private List<RecordedEvent> record(Runnable action) throws Exception {
    Path recorded = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      for (String name : List.of(FORCE, WRITE)) {
        recording.enable(name).withoutThreshold().withStackTrace();
      }
      recording.enable(Renamed.class);
      recording.start();
      action.run();
      recording.stop();
      recording.dump(recorded);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(recorded);
    Files.delete(recorded);
    return events.stream().sorted(Comparator.comparing(RecordedEvent::getEndTime)).toList();
  }

  private static List<RecordedEvent> of(List<RecordedEvent> events, String type, String path) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(type))
        .filter(event -> String.valueOf(event.getString("path")).matches(path))
        .toList();
  }

  private static RecordedEvent one(List<RecordedEvent> events, String type, String path) {
    List<RecordedEvent> found = of(events, type, path);
    assertThat(found).as(type + " of " + path).hasSize(1);
    return found.get(0);
  }

  private static Instant last(List<RecordedEvent> events) {
    return events.stream().map(RecordedEvent::getEndTime).max(Comparator.naturalOrder()).get();
  }

  private static boolean inside(RecordedEvent event, String method) {
    return event.getStackTrace().getFrames().stream()
        .anyMatch(frame -> frame.getMethod().getName().equals(method));
  }

  private String staged(String name) {
    return folder + "/\\.a\\.dat\\.memmap-[^/]*/" + name;
  }

  private static DataFrameWriter<Row> rows(String... expressions) {
    return SPARK
        .spark()
        .range(0, 90_000, 1, PARTITIONS)
        .selectExpr(expressions)
        .write()
        .format("memmap");
  }

  private void overwrite(boolean sync) {
    overwrite(sync, "C");
  }

  private void overwrite(boolean sync, String order) {
    rows("id").mode("overwrite").option("order", order).option("sync", sync).save(file.toString());
  }

  private void update(boolean sync) {
    rows("id as i", "-id")
        .mode("append")
        .option("mode", "r+")
        .option("rowIndex", "i")
        .option("sync", sync)
        .save(file.toString());
  }

  @Test
  void tasksForceWhatTheyStagedBeforeTheyReport() throws Exception {
    overwrite(false);
    List<RecordedEvent> events = record(() -> update(true));
    List<RecordedEvent> forced = of(events, FORCE, staged("part-.*"));
    assertThat(forced).hasSize(PARTITIONS).allMatch(event -> inside(event, "commit"));
    for (RecordedEvent event : forced) {
      String part = event.getString("path").replace(".", "\\.");
      assertThat(last(of(events, WRITE, part))).isBeforeOrEqualTo(event.getStartTime());
    }
    assertThat(forced).allMatch(event -> event.getBoolean("metaData"));
  }

  /** The bytes are part of the new file, which is forced once. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void copiesOfTheDriverAreForcedOnceWithTheNewFile(String order) throws Exception {
    List<RecordedEvent> events = record(() -> overwrite(true, order));
    assertThat(of(events, WRITE, staged("part-.*"))).isNotEmpty();
    assertThat(of(events, FORCE, staged("part-.*"))).isEmpty();
    one(events, FORCE, staged("array"));
  }

  /** What is forced while tasks run is forced once more at the end, when little of it is left. */
  @Test
  void aLongArrayIsForcedWhileItGrows() throws Exception {
    List<RecordedEvent> events =
        record(
            () ->
                SPARK
                    .spark()
                    .range(0, 20_000_000, 1, PARTITIONS)
                    .write()
                    .format("memmap")
                    .option("sync", true)
                    .save(file.toString()));
    List<RecordedEvent> forced = of(events, FORCE, staged("array"));
    assertThat(forced).hasSizeGreaterThan(1);
    assertThat(inside(forced.get(0), "added")).isFalse(); // nobody waits for it
    assertThat(inside(forced.get(forced.size() - 1), "takeName")).isTrue();
    assertThat(of(events, FORCE, staged("part-.*"))).isEmpty();
  }

  /** In order C the first partition's file becomes the array, in order F all are copied. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void theNewFileIsForcedBeforeItsNameAndItsFolderAfter(String order) throws Exception {
    overwrite(false);
    Object before = Files.getAttribute(file, "unix:ino");
    AtomicBoolean done = new AtomicBoolean();
    Thread watcher = new Thread(() -> watch(before, done));
    List<RecordedEvent> events =
        record(
            () -> {
              watcher.start();
              overwrite(true, order);
              done.set(true);
              join(watcher);
            });
    RecordedEvent array = one(events, FORCE, staged("array"));
    List<RecordedEvent> folders = of(events, FORCE, folder.toString());
    RecordedEvent seen =
        events.stream()
            .filter(event -> event.getEventType().getName().equals("io.memmap.Renamed"))
            .findFirst()
            .get();
    assertThat(array.getBoolean("metaData")).isTrue();
    assertThat(array.getEndTime()).isBefore(seen.getEndTime());
    // what the kernel hands from file to file is no event, but the length of a new file is written
    List<RecordedEvent> written = of(events, WRITE, staged("array"));
    assertThat(written.isEmpty() && order.equals("F")).isFalse();
    assertThat(written).allMatch(event -> !event.getEndTime().isAfter(array.getStartTime()));
    // the watcher's event begins when it still saw the old file
    assertThat(folders).hasSize(1);
    assertThat(folders.get(0).getEndTime()).isAfter(seen.getStartTime());
    assertThat(folders.get(0).getStartTime()).isAfter(array.getEndTime());
  }

  /** An event from the last look at the old file to the first look at the new one. */
  private void watch(Object before, AtomicBoolean done) {
    try {
      Renamed renamed = started();
      Renamed next = renamed;
      while (Files.getAttribute(file, "unix:ino").equals(before)) {
        renamed = next;
        next = started();
        if (done.get()) {
          return;
        }
      }
      renamed.commit();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Renamed started() {
    Renamed event = new Renamed();
    event.begin();
    return event;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theJournalIsForcedBeforeTheFirstByteOfTheArrayChanges() throws Exception {
    overwrite(false);
    List<RecordedEvent> events = record(() -> update(true));
    String array = file.toString().replace(".", "\\.");
    RecordedEvent journal = one(events, FORCE, staged("journal\\.draft"));
    List<RecordedEvent> changes = of(events, WRITE, array);
    assertThat(changes).isNotEmpty();
    Instant first =
        changes.stream().map(RecordedEvent::getStartTime).min(Comparator.naturalOrder()).get();
    List<RecordedEvent> parts = of(events, FORCE, staged("part-.*"));
    assertThat(parts).hasSize(PARTITIONS);
    assertThat(last(parts)).isBeforeOrEqualTo(journal.getStartTime());
    assertThat(journal.getEndTime()).isBeforeOrEqualTo(first);
    // the journal's name is in the staging folder, and the staging folder's name is in the array's
    // folder
    List<RecordedEvent> names = of(events, FORCE, folder + "/\\.a\\.dat\\.memmap-update");
    assertThat(names.get(0).getEndTime()).isBeforeOrEqualTo(first);
    assertThat(one(events, FORCE, folder.toString()).getEndTime()).isBeforeOrEqualTo(first);
    RecordedEvent applied = one(events, FORCE, array);
    assertThat(last(changes)).isBeforeOrEqualTo(applied.getStartTime());
    // removed only after everything has been forced
    assertThat(names).hasSize(2);
    assertThat(names.get(1).getStartTime()).isAfterOrEqualTo(applied.getEndTime());
  }

  @Test
  void withoutSyncNothingIsForced() throws Exception {
    List<RecordedEvent> events =
        record(
            () -> {
              overwrite(false);
              update(false);
              rows("id").mode("append").option("sync", false).save(file.toString());
            });
    assertThat(of(events, WRITE, folder + ".*")).isNotEmpty();
    assertThat(of(events, FORCE, folder + ".*")).isEmpty();
  }
}
