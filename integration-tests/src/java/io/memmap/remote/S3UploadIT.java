package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Precondition;
import io.memmap.storage.staging.StagedOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uploads to the S3 server of every build. */
final class S3UploadIT extends UploadContract {
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  S3UploadIT() {
    super(S3);
  }

  /** This server takes parts of uploads that have ended; they are parts of nothing. */
  @Override
  void finishLate(StagedOutput late) throws IOException {
    late.finish(true);
    late.close();
  }

  @Test
  void endsUploadsThatWereAbandonedADayAgo() throws IOException {
    beginAndDie();
    assertThat(uploads()).isOne();
    age(Duration.ofHours(23));
    begin(new Precondition.None(), 1).close();
    assertThat(uploads()).isOne();
    age(Duration.ofHours(25));
    try (NewFile file = begin(new Precondition.None(), 1)) {
      assertThat(uploads()).isOne(); // its own
      file.staging();
    }
    assertThat(uploads()).isZero();
    assertThat(fileSystem().listFiles(folder(), true).hasNext()).isFalse();
  }

  /** Makes all objects of the test older. */
  private void age(Duration age) throws IOException {
    Path bucket = ((S3Server) S3.server()).bucket(S3Server.BUCKET);
    Path local = bucket.resolve(folder().toUri().getPath().substring(1));
    FileTime time = FileTime.from(Instant.now().minus(age));
    try (Stream<Path> found = Files.walk(local)) {
      List<Path> files = found.filter(Files::isRegularFile).toList();
      assertThat(files).isNotEmpty();
      for (Path file : files) {
        Files.setLastModifiedTime(file, time);
      }
    }
  }
}
