package io.memmap.testing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;

/** Makes a file of the {@link FaultyFileSystem}, with the capabilities and faults of its output. */
final class FaultyCreate extends FSDataOutputStreamBuilder<FSDataOutputStream, FaultyCreate> {
  private static final String IF_ABSENT = "fs.option.create.conditional.overwrite";
  private static final String IF_ETAG = "fs.option.create.conditional.overwrite.etag";

  private final FaultyFileSystem fs;
  private final Path path;

  FaultyCreate(FaultyFileSystem fs, Path path) {
    super(fs, path);
    this.fs = fs;
    this.path = path;
    create().overwrite(true);
  }

  @Override
  public FaultyCreate getThisBuilder() {
    return this;
  }

  @Override
  public FSDataOutputStream build() throws IOException {
    Faults faults = Faults.current();
    Set<String> known = faults.conditionalCreates ? Set.of(IF_ABSENT, IF_ETAG) : Set.of();
    rejectUnknownMandatoryKeys(known, "for " + path);
    java.nio.file.Path file = FaultyFileSystem.local(path);
    faults.beforeCreate.accept(file);
    if (Files.exists(file) && !getFlags().contains(CreateFlag.OVERWRITE)) {
      throw new FileAlreadyExistsException("File already exists: " + path);
    }
    if (!isRecursive() && !Files.isDirectory(file.getParent())) {
      throw new FileNotFoundException("Parent directory doesn't exist: " + file.getParent());
    }
    Files.createDirectories(file.getParent());
    String etag = getOptions().get(IF_ETAG);
    boolean absent = getOptions().getBoolean(IF_ABSENT, false);
    return new FSDataOutputStream(new FaultyOutput(fs, path, etag, absent), null);
  }
}
