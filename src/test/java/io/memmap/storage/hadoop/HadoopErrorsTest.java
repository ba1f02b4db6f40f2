package io.memmap.storage.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.file.Location;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users read of the exceptions of file systems, which the tests quote. */
class HadoopErrorsTest {

  static Stream<Arguments> failures() {
    return Stream.concat(refusals(), failuresOfServers());
  }

  private static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            "s3a://bkt/a.npy",
            new AccessDeniedException(
                "s3a://bkt/a.npy",
                null,
                "getFileStatus on s3a://bkt/a.npy: S3Exception: (Service: S3, Status Code: 403)"),
            "access denied (getFileStatus on s3a://bkt/a.npy: S3Exception: (Service: S3, Status"
                + " Code: 403)); check the credentials; their user or role must be able to read it"
                + " and to list its folder"),
        Arguments.of(
            "s3a://bkt/a.npy",
            new AccessDeniedException("a.npy", null, "InvalidAccessKeyId: no such key"),
            "wrong or missing credentials (InvalidAccessKeyId: no such key); check"
                + " fs.s3a.access.key, fs.s3a.secret.key, fs.s3a.session.token and"
                + " fs.s3a.aws.credentials.provider"),
        Arguments.of(
            "hdfs://nn:8020/a.npy",
            new IOException("wrapped", new SaslException("GSS initiate failed")),
            "wrong or missing credentials (wrapped); check kinit, or --principal and --keytab of"
                + " spark-submit"));
  }

  private static Stream<Arguments> failuresOfServers() {
    return Stream.of(
        Arguments.of(
            "hdfs://nn:8020/a.npy",
            new ConnectException("Call From a to nn:8020 failed: Connection refused"),
            "its server refuses connections (Call From a to nn:8020 failed: Connection refused);"
                + " check host and port of the NameNode, or dfs.nameservices for the name of a"
                + " cluster"),
        Arguments.of(
            "hdfs://nn:8020/a.npy",
            new SocketTimeoutException("20000 millis timeout"),
            "its server does not answer in time (20000 millis timeout); check the network;"
                + " ipc.client.connect.timeout, ipc.client.connect.max.retries.on.timeouts and"
                + " dfs.client.socket-timeout bound the wait"),
        Arguments.of(
            "hdfs://nn:8020/a.npy",
            new ConnectException(
                "Connection refused by the peer\n\tat org.apache.hadoop.ipc.Server"),
            "its server refuses connections (Connection refused by the peer); check host and port of"
                + " the NameNode, or dfs.nameservices for the name of a cluster"),
        Arguments.of(
            "s3a://bkt/a.npy",
            new IOException("Unable to execute HTTP request: Connect to s3 timed out"),
            "its server does not answer in time (Unable to execute HTTP request: Connect to s3"
                + " timed out); check the network; fs.s3a.connection.establish.timeout,"
                + " fs.s3a.connection.timeout and fs.s3a.attempts.maximum bound the wait"),
        Arguments.of(
            "abfs://c@x.dfs.core.windows.net/a.npy",
            new UnknownHostException("x.dfs.core.windows.net"),
            "its bucket or host does not exist (x.dfs.core.windows.net); check host and port"),
        Arguments.of(
            "s3a://bkt/a.npy",
            new UnknownStoreException("`s3a://bkt/': getFileStatus on s3a://bkt/: NoSuchBucket"),
            "its bucket or host does not exist (`s3a://bkt/': getFileStatus on s3a://bkt/:"
                + " NoSuchBucket); check the bucket, fs.s3a.endpoint and fs.s3a.path.style.access"),
        Arguments.of(
            "s3a://bkt/a.npy",
            new AccessDeniedException(
                "a.npy", null, "InvalidObjectState: storage class (Status Code: 403)"),
            "lies in an archive tier and cannot be read there (InvalidObjectState: storage class"
                + " (Status Code: 403)); restore the object first, or copy it to another tier"));
  }

  private static final class SaslException extends IOException {
    private static final long serialVersionUID = 1L;

    SaslException(String message) {
      super(message);
    }
  }

  private static final class UnknownStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownStoreException(String message) {
      super(message);
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aMessageNamesTheUriWhatCameAndTheCure(String uri, IOException reason, String words) {
    Location location = Location.parse(uri);
    assertThat(HadoopErrors.onDriver(location, reason))
        .hasMessage("file " + uri + ": " + words)
        .hasCause(reason);
  }

  @Test
  void otherFailuresOfLooksAreLeftAsTheyAre() {
    IOException other = new IOException("something else in folder 412/timeouts");
    assertThat(HadoopErrors.onDriver(Location.parse("s3a://bkt/a.npy"), other)).isSameAs(other);
  }
}
