package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.hadoop.write.HadoopFiles;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Precondition;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whose staging folders a write on HDFS removes: those of dead writers of its own array only. */
final class HdfsLeftoversIT {
  @RegisterExtension static final RemoteTesting HDFS = RemoteTesting.hdfs();

  private static String array(String name) {
    return HDFS.folder() + "/leftovers-" + System.nanoTime() + "/" + name;
  }

  /** A writer in a process of its own. */
  private record Writer(Process process, Path folder) {
    static Writer start(String array) throws IOException {
      Process process =
          new ProcessBuilder(
                  java.nio.file.Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  WatchedMain.class.getName(),
                  HeldNewFile.class.getName(),
                  array)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      String line = lines.readLine();
      while (line != null && !line.startsWith("staged in ")) {
        line = lines.readLine();
      }
      assertThat(line).as("what the writer prints").isNotNull();
      return new Writer(process, new Path(line.substring("staged in ".length())));
    }

    /**
     * Kills the writer, and ends its lease as the NameNode does by itself when 60 seconds have
     * passed without a sign of life.
     */
    void kill() throws IOException, InterruptedException {
      process.destroyForcibly().waitFor();
      DistributedFileSystem fs = (DistributedFileSystem) HDFS.fileSystem();
      assertThat(fs.recoverLease(new Path(folder, "owner"))).isTrue();
    }
  }

  private static void write(String array) throws IOException {
    HadoopStorage storage = HadoopStorage.of(HDFS.configuration(), Map.of());
    HadoopFiles files = new HadoopFiles(storage, new LocalFolders(""));
    try (NewFile file =
        files.begin(Location.parse(array), new Precondition.None(), true, 1, true)) {
      file.publish(new FileStart(new byte[3], 3), List.of(), 3);
    }
  }

  private static List<String> siblings(String array) throws IOException {
    FileSystem fs = HDFS.fileSystem();
    return Stream.of(fs.listStatus(new Path(array).getParent()))
        .map(status -> status.getPath().getName())
        .toList();
  }

  @Test
  void whatAKilledWriterLeavesIsRemovedByTheNextWrite() throws Exception {
    String array = array("a.npy");
    Writer writer = Writer.start(array);
    try {
      write(array);
      assertThat(HDFS.fileSystem().exists(writer.folder())).as("of a living writer").isTrue();
      writer.kill();
      write(array.replace("a.npy", "b.npy"));
      assertThat(HDFS.fileSystem().exists(writer.folder())).as("of another array").isTrue();
      write(array);
      assertThat(siblings(array)).containsExactly("a.npy", "b.npy");
    } finally {
      writer.process().destroyForcibly();
    }
  }
}
