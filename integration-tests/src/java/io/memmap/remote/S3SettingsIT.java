package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Options of a read that begin with {@code fs.} are settings of its file system. */
final class S3SettingsIT {
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  @TempDir static Path local;

  @BeforeAll
  static void putWithoutCredentials() throws IOException {
    Path file = NpyFile.write(local.resolve("a.npy"), 5, 1, Order.C, 0);
    for (String bucket : new String[] {S3Server.DELEGATED, S3Server.REFUSED}) {
      // by a client of its own, since one that is kept would be used by the reads
      org.apache.hadoop.fs.Path target =
          new org.apache.hadoop.fs.Path("s3a://" + bucket + "/a.npy");
      try (FileSystem fs = FileSystem.newInstance(target.toUri(), S3.configuration())) {
        fs.copyFromLocalFile(new org.apache.hadoop.fs.Path(file.toUri()), target);
      }
      S3.configuration().set("fs.s3a.bucket." + bucket + ".access.key", "unknown");
      S3.configuration().set("fs.s3a.bucket." + bucket + ".secret.key", "unknown");
    }
  }

  @Test
  void credentialsOfAReadAreUsedByDriverAndTasks() {
    String keys = "fs.s3a.bucket." + S3Server.DELEGATED;
    Dataset<Row> array =
        S3.spark()
            .read()
            .format("memmap")
            .options(
                Map.of(keys + ".access.key", S3Server.KEY, keys + ".secret.key", S3Server.SECRET))
            .load("s3a://" + S3Server.DELEGATED + "/a.npy");
    assertThat(array.collectAsList().stream().map(row -> row.getInt(0)))
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(array.queryExecution().toString()).doesNotContain(S3Server.SECRET, S3Server.KEY);
  }

  @Test
  void wrongCredentialsAreAnErrorThatNamesTheFile() {
    String uri = "s3a://" + S3Server.REFUSED + "/a.npy";
    assertThatThrownBy(() -> S3.spark().read().format("memmap").load(uri).collectAsList())
        .hasMessageContaining(uri)
        .hasStackTraceContaining("403");
  }
}
