package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.FileStamp;
import io.memmap.storage.hadoop.FailureKind;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;

/**
 * One stream to the file's name, on stores that make a file visible when its stream is closed, such
 * as S3A. Where the store can, the precondition holds at that moment; else it is checked just
 * before.
 */
final class StreamPublication implements Publication {
  private static final String ETAG = "etag ";

  private final TargetCheck check;
  private final StoreTarget target;
  private final StoreAbilities abilities;

  StreamPublication(TargetCheck check, StoreAbilities abilities) {
    this.check = check;
    this.target = check.target();
    this.abilities = abilities;
  }

  @Override
  public void publish(NewContents contents) throws IOException {
    Optional<FileStamp> before = begin();
    NewStream stream = null;
    boolean written = false;
    try {
      stream = new NewStream(create(), true);
      contents.writeTo(stream);
      if (!isConditional()) {
        check.check();
      }
      written = true;
    } catch (FileAlreadyExistsException e) {
      throw check.wantsNothing() ? check.refused(e) : StoreErrors.isFolder(target.location());
    } catch (IOException | RuntimeException e) {
      throw StoreErrors.failed(target.location(), checked(e), TargetState.UNTOUCHED);
    } finally {
      if (!written && stream != null) {
        stream.abandon();
      }
    }
    try {
      stream.complete(false);
    } catch (IOException | RuntimeException e) {
      throw afterClose(checked(e), before, contents.length());
    }
  }

  private Optional<FileStamp> begin() throws IOException {
    try {
      return check.check();
    } catch (IOException e) {
      throw StoreErrors.failed(target.location(), e, TargetState.UNTOUCHED);
    }
  }

  private static IOException checked(Exception reason) {
    return reason instanceof IOException known ? known : new IOException(reason.toString(), reason);
  }

  /**
   * Hadoop 3.3.4 has no constants for these options. With a condition the store itself does not
   * overwrite, so it need not be asked before.
   */
  private FSDataOutputStream create() throws IOException {
    boolean mayOverwrite = isConditional() || !check.wantsNothing();
    FSDataOutputStreamBuilder<?, ?> builder =
        target.fs().createFile(target.path()).overwrite(mayOverwrite);
    builder.recursive();
    if (isConditional() && check.wantsNothing()) {
      builder.must(StoreAbilities.CONDITIONAL_CREATE, "true");
    } else if (isConditional()) {
      builder.must(StoreAbilities.CONDITIONAL_REPLACE, etag().orElseThrow());
    }
    return builder.build();
  }

  private boolean isConditional() {
    return check.wantsNothing() ? abilities.conditionalCreate() : etag().isPresent();
  }

  /** The etag that has to be there, if the store can compare it. */
  private Optional<String> etag() {
    return check
        .version()
        .map(FileStamp::identity)
        .filter(identity -> abilities.conditionalReplace() && identity.startsWith(ETAG))
        .map(identity -> identity.substring(ETAG.length()));
  }

  /** The error of a close that failed, after which the file may be there. */
  private IOException afterClose(IOException reason, Optional<FileStamp> before, long length) {
    if (FailureKind.of(reason) == FailureKind.REPLACED && isConditional()) {
      return check.refused(reason);
    }
    TargetState state = new TargetLook(target).afterClose(before, length, reason);
    return StoreErrors.failed(target.location(), reason, state);
  }
}
