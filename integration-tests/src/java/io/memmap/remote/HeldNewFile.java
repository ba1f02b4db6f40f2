package io.memmap.remote;

import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.hadoop.write.HadoopFiles;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Precondition;
import io.memmap.storage.staging.StagedOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Begins a new file, stages some bytes, prints its staging folder, and waits to be killed. */
final class HeldNewFile {
  private HeldNewFile() {}

  /** Arguments: the URI of the file. */
  public static void main(String[] args) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set("dfs.replication", "1");
    HadoopStorage storage = HadoopStorage.of(configuration, Map.of());
    HadoopFiles files = new HadoopFiles(storage, new LocalFolders(""));
    NewFile file = files.begin(Location.parse(args[0]), new Precondition.None(), true, 2, false);
    StagedOutput complete = file.staging().create("0-0", 0, 2);
    complete.write(ByteBuffer.allocate(10));
    complete.finish(false);
    StagedOutput open = file.staging().create("1-0", 1, 2);
    open.write(ByteBuffer.allocate(10));
    System.out.println("staged in " + file.staging().folder());
    int read = System.in.read();
    throw new IOException("not killed, read " + read);
  }
}
