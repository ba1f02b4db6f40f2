package io.memmap.storage.hadoop.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.file.Location;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users read of the exceptions of writes. */
class StoreErrorsTest {
  /** Exceptions of HDFS, by the names of their classes. */
  private static final class NSQuotaExceededException extends IOException {
    private static final long serialVersionUID = 1L;

    NSQuotaExceededException(String message) {
      super(message);
    }
  }

  private static final class RemoteException extends IOException {
    private static final long serialVersionUID = 1L;

    RemoteException(String message) {
      super(message);
    }
  }

  private static final class UnknownStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownStoreException(String message) {
      super(message);
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            "hdfs://nn/a.npy",
            new NSQuotaExceededException("The NameSpace quota of /d is exceeded: quota=4"),
            "the quota of its folder is used up (The NameSpace quota of /d is exceeded: quota=4);"
                + " STATE; remove files there or have the quota raised, then write again"),
        Arguments.of(
            "hdfs://nn/a.npy",
            new RemoteException(
                "File /a could only be written to 0 of the 1 minReplication nodes. There are 3"
                    + " datanode(s) running\n\tat org.apache.hadoop.hdfs.server.namenode"),
            "no room for it in its file system (File /a could only be written to 0 of the 1"
                + " minReplication nodes. There are 3 datanode(s) running); STATE; free some space,"
                + " then write again"),
        Arguments.of(
            "abfs://c@x/a.npy",
            new IOException("No space left on device"),
            "no room for it in its file system (No space left on device); STATE; free some space,"
                + " then write again"),
        Arguments.of(
            "hdfs://nn/a.npy",
            new RemoteException("Cannot create file /a. Name node is in safe mode."),
            "its NameNode is in safe mode and takes no writes (Cannot create file /a. Name node is"
                + " in safe mode.); STATE; write again when 'hdfs dfsadmin -safemode get' says that"
                + " it is off"),
        Arguments.of(
            "s3a://bkt/a.npy",
            new AccessDeniedException("s3a://bkt/a.npy", null, "PUT: (Status Code: 403)"),
            "access denied (PUT: (Status Code: 403)); STATE; the user or role must be able to make,"
                + " rename and remove files in its folder"),
        Arguments.of(
            "s3a://bkt/a.npy",
            new UnknownStoreException("NoSuchBucket"),
            "its bucket or host does not exist (NoSuchBucket); check the bucket, fs.s3a.endpoint and"
                + " fs.s3a.path.style.access; STATE"),
        Arguments.of(
            "hdfs://nn:8020/a.npy",
            new ConnectException("Connection refused"),
            "its server refuses connections (Connection refused); check host and port of the"
                + " NameNode, or dfs.nameservices for the name of a cluster; STATE"),
        Arguments.of(
            "hdfs://nn:8020/a.npy",
            new SocketTimeoutException("20000 millis timeout"),
            "its server does not answer in time (20000 millis timeout); check the network;"
                + " ipc.client.connect.timeout, ipc.client.connect.max.retries.on.timeouts and"
                + " dfs.client.socket-timeout bound the wait; STATE"),
        Arguments.of(
            "s3a://bkt/a.npy",
            new IOException("Connection reset"),
            "cannot be written to its file system (Connection reset); STATE"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void namesReasonStateAndCure(String uri, IOException cause, String message) {
    for (TargetState state : TargetState.values()) {
      assertThat(StoreErrors.failed(Location.parse(uri), cause, state))
          .hasMessage("file " + uri + ": " + message.replace("STATE", state.toString()))
          .hasCause(cause);
    }
  }

  @Test
  void anErrorIsNoCause() {
    Exception cause = new IOException("stack", new StackOverflowError());
    assertThat(StoreErrors.failed(Location.parse("hdfs://nn/a"), cause, TargetState.OLD))
        .hasMessageEndingWith("(stack); the old array is there as it was")
        .hasNoCause();
  }
}
