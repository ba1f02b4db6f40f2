package io.memmap.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FilterFs;
import org.apache.hadoop.fs.Path;

/**
 * The {@link FaultyFileSystem} for Hadoop's newer interface. Like HDFS it renames a file over
 * another one in one step.
 */
public final class FaultyContext extends FilterFs {

  /** Hadoop calls this. */
  public FaultyContext(URI uri, Configuration configuration)
      throws IOException, URISyntaxException {
    super(new Delegate(uri, configuration));
  }

  private static final class Delegate extends DelegateToFileSystem {
    Delegate(URI uri, Configuration configuration) throws IOException, URISyntaxException {
      super(uri, new FaultyFileSystem(), configuration, uri.getScheme(), false);
    }
  }

  @Override
  public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
    java.nio.file.Path target = FaultyFileSystem.local(to);
    if (!overwrite && Files.exists(target)) {
      throw new FileAlreadyExistsException("rename destination " + to + " already exists.");
    }
    if (!Faults.current().renames.test(FaultyFileSystem.local(from), target)) {
      throw new IOException("rename from " + from + " to " + to + " failed.");
    }
    Files.move(FaultyFileSystem.local(from), target, StandardCopyOption.REPLACE_EXISTING);
    if (Faults.current().renameFails) {
      throw Faults.current().failure;
    }
  }
}
