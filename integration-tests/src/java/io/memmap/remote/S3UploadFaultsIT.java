package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.remote.FaultProxy.Fault;
import io.memmap.storage.file.Location;
import io.memmap.storage.hadoop.HadoopStorage;
import io.memmap.storage.hadoop.write.HadoopFiles;
import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.LocalFolders;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.Precondition;
import io.memmap.storage.staging.StagedPiece;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads of which requests fail, and what uploads send. */
final class S3UploadFaultsIT {
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  private static final String ROOT = "s3a://" + S3Server.UPLOADED;
  private static final int MIB = 1 << 20;
  private static final int ROWS = 14 * MIB;
  private static final int HEADER = 128;

  /** More often than any client tries. */
  private static final int ALWAYS = 1_000;

  private static FaultProxy proxy;
  private Path path;

  @BeforeAll
  static void startProxy() throws IOException {
    proxy = FaultProxy.start(((S3Server) S3.server()).port());
    String bucket = "fs.s3a.bucket." + S3Server.UPLOADED + ".";
    S3.configuration().set(bucket + "endpoint", "http://127.0.0.1:" + proxy.port());
    S3.configuration().set(bucket + "retry.interval", "20ms");
    S3.configuration().set(bucket + "retry.throttle.interval", "20ms");
  }

  @AfterAll
  static void closeProxy() throws IOException {
    proxy.close();
  }

  @BeforeEach
  void nameFile(TestInfo test) throws IOException {
    path = new Path(ROOT + "/" + test.getTestMethod().orElseThrow().getName() + ".npy");
    path.getFileSystem(S3.configuration()).delete(path, false);
  }

  private void write(int partitions) throws IOException {
    HadoopStorage storage = HadoopStorage.of(S3.configuration(), Map.of());
    HadoopFiles files = new HadoopFiles(storage, new LocalFolders(""));
    Location target = Location.parse(path.toString());
    try (NewFile file = files.begin(target, new Precondition.None(), true, partitions, true)) {
      List<StagedPiece> pieces = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        byte[] rows = UploadContract.rows(partition, ROWS);
        pieces.add(UploadContract.stage(file, partition, partitions, rows));
      }
      FileStart start = new FileStart(new byte[HEADER], HEADER);
      file.publish(start, pieces, HEADER + (long) partitions * ROWS);
    }
  }

  private void assertIsWhole(int partitions) throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.writeBytes(new byte[HEADER]);
    for (int partition = 0; partition < partitions; partition++) {
      expected.writeBytes(UploadContract.rows(partition, ROWS));
    }
    try (FSDataInputStream in = path.getFileSystem(S3.configuration()).open(path)) {
      assertThat(UploadContract.mismatch(in.readAllBytes(), expected.toByteArray())).isNegative();
    }
  }

  @Test
  void sendsEachByteOnceBehindAHeader() throws IOException {
    proxy.make(Fault.ERROR, request -> false, 0);
    write(4);
    long sent =
        proxy.requests().stream()
            .filter(request -> request.method().equals("PUT"))
            .mapToLong(request -> request.sent().get())
            .sum();
    // each request has a head
    assertThat(sent).isBetween(4L * ROWS, 4L * ROWS + MIB / 10);
    assertThat(proxy.requests()).hasSizeLessThan(50);
    assertIsWhole(4);
  }

  /** The body of a part is read again. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CUT_OFF", "ANSWER_LOST"})
  void sendsPartsAgain(Fault fault) throws IOException {
    proxy.make(fault, RecordedRequest::putsPart, 1);
    write(1);
    assertThat(proxy.end()).isOne();
    assertIsWhole(1);
  }

  @Test
  void findsTheNewArrayAfterItsAnswerWasLost() throws IOException {
    proxy.make(Fault.ANSWER_LOST, RecordedRequest::completesUpload, ALWAYS);
    write(1);
    assertThat(proxy.end()).isPositive();
    assertIsWhole(1);
  }
}
