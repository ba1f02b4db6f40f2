package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memmap.remote.FaultProxy.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever fails between a write and S3, the old or the new array is there, and never another. A
 * write that succeeds has left the new one, and one that fails says which is there.
 */
final class S3WriteFaultsIT {
  @RegisterExtension static final RemoteTesting S3 = RemoteTesting.s3();

  /** Short ones, so that a client gives up soon. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "connection.timeout", "1s",
          "connection.request.timeout", "1s",
          "connection.part.upload.timeout", "1s",
          "retry.limit", "2",
          "retry.interval", "20ms",
          "retry.throttle.limit", "2",
          "retry.throttle.interval", "20ms",
          "attempts.maximum", "2",
          "fast.upload.buffer", "bytebuffer");

  /** A write, and the requests of it that fail. */
  enum Asked {
    PUT_OF_A_SMALL_ARRAY(1_000, Asked::putsArray),
    BEGINNING_OF_AN_UPLOAD(1_500_000, RecordedRequest::beginsUpload),
    PUT_OF_A_PART(1_500_000, RecordedRequest::putsPart),
    COMPLETION(1_500_000, RecordedRequest::completesUpload),
    PUT_OF_STAGED_RECORDS(100_000, Asked::putsStaged),
    PUT_OF_AN_ARRAY_PUT_TOGETHER(100_000, Asked::putsArray),
    REMOVAL(1_500_000, Asked::removes),
    LOOK(1_000, request -> request.method().equals("HEAD"));

    private final int rows;

    @SuppressWarnings("ImmutableEnumChecker") // methods without state
    private final Predicate<RecordedRequest> which;

    Asked(int rows, Predicate<RecordedRequest> which) {
      this.rows = rows;
      this.which = which;
    }

    private static boolean putsArray(RecordedRequest request) {
      return request.putsObject() && request.target().endsWith("/a.dat");
    }

    private static boolean putsStaged(RecordedRequest request) {
      return request.putsObject() && !request.target().endsWith("/a.dat");
    }

    private static boolean removes(RecordedRequest request) {
      return request.method().equals("DELETE") || request.target().contains("?delete");
    }

    private boolean inAnyOrder() {
      return this == PUT_OF_STAGED_RECORDS || this == PUT_OF_AN_ARRAY_PUT_TOGETHER;
    }
  }

  private static FaultProxy proxy;
  private static Duration leastTimeout;
  private static Path bucket;

  @BeforeAll
  static void start() throws Exception {
    S3Server server = (S3Server) S3.server();
    proxy = FaultProxy.start(server.port());
    bucket = server.bucket(S3Server.FAULTY);
    String prefix = "fs.s3a.bucket." + S3Server.FAULTY + ".";
    S3.configuration().set(prefix + "endpoint", "http://127.0.0.1:" + proxy.port());
    SETTINGS.forEach((name, value) -> S3.configuration().set(prefix + name, value));
    leastTimeout = (Duration) clientConfig().getMethod("getMinimumOperationDuration").invoke(null);
    setLeastTimeout(Duration.ofMillis(100));
    S3.spark(); // the file system of the bucket is made with this timeout
    new RemoteFolder("s3a://" + S3Server.FAULTY + "/made", S3.configuration()).names();
    setLeastTimeout(leastTimeout);
  }

  private static Class<?> clientConfig() throws ClassNotFoundException {
    return Class.forName("org.apache.hadoop.fs.s3a.impl.AWSClientConfig");
  }

  /** S3A takes no timeout below 15 seconds otherwise. */
  private static void setLeastTimeout(Duration least) throws ReflectiveOperationException {
    clientConfig().getMethod("setMinimumOperationDuration", Duration.class).invoke(null, least);
  }

  @AfterAll
  static void close() throws IOException {
    proxy.close();
  }

  /**
   * Each fault once, and faults at the request that gives an array its name. Others take longer.
   */
  static Stream<Arguments> some() {
    List<Arguments> some = new ArrayList<>();
    Fault[] faults = Fault.values();
    for (int i = 0; i < faults.length; i++) {
      Fault fault = faults[i];
      if (fault != Fault.BUSY && fault != Fault.LATE) {
        some.add(Arguments.of(Asked.COMPLETION, fault, true));
      }
      Asked other = Asked.values()[i % 3];
      some.add(Arguments.of(other, fault, false));
    }
    some.add(Arguments.of(Asked.PUT_OF_A_SMALL_ARRAY, Fault.ANSWER_LOST, true));
    some.add(Arguments.of(Asked.PUT_OF_A_PART, Fault.CUT_OFF, true));
    some.add(Arguments.of(Asked.REMOVAL, Fault.ERROR, true));
    some.add(Arguments.of(Asked.PUT_OF_STAGED_RECORDS, Fault.BUSY, true));
    return some.stream();
  }

  static Stream<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (Asked asked : Asked.values()) {
      for (Fault fault : Fault.values()) {
        all.add(Arguments.of(asked, fault, false));
        all.add(Arguments.of(asked, fault, true));
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}: {1}, each try: {2}")
  @MethodSource("some")
  void theOldOrTheNewArrayIsThere(Asked asked, Fault fault, boolean eachTry) throws Exception {
    check(asked, fault, eachTry);
  }

  @Tag("faults")
  @ParameterizedTest(name = "{0}: {1}, each try: {2}")
  @MethodSource("all")
  void theOldOrTheNewArrayIsThereAfterAnyFault(Asked asked, Fault fault, boolean eachTry)
      throws Exception {
    check(asked, fault, eachTry);
  }

  private static byte[] bytes(int rows, long first) {
    ByteBuffer bytes = ByteBuffer.allocate(rows * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < rows; i++) {
      bytes.putLong(first + i);
    }
    return bytes.array();
  }

  private static void check(Asked asked, Fault fault, boolean eachTry) throws Exception {
    String folder = asked + "-" + fault + (eachTry ? "-always" : "-once");
    Path file = Files.createDirectories(bucket.resolve(folder)).resolve("a.dat");
    byte[] before = bytes(7, -1);
    byte[] after = bytes(asked.rows, 5);
    Files.deleteIfExists(file); // of an earlier test, with the etag that the server has noted
    Files.write(file, before);
    String uri = "s3a://" + S3Server.FAULTY + "/" + folder + "/a.dat";
    proxy.make(fault, asked.which, eachTry ? Integer.MAX_VALUE : 1);
    Throwable thrown = catchThrowable(() -> write(asked).save(uri));
    int happened = proxy.end();
    byte[] found = Files.readAllBytes(file);
    String said = thrown == null ? "the write succeeded" : messages(thrown);
    System.out.printf("%s: %d faults, %s: %s%n", folder, happened, which(found, before), said);
    assertThat(happened).as("faults").isPositive();
    if (thrown == null) {
      assertThat(Arrays.equals(found, after)).as("the new array is there").isTrue();
    } else {
      assertThat(Arrays.equals(found, before) || Arrays.equals(found, after))
          .as("one of both arrays is there: " + said)
          .isTrue();
      if (asked != Asked.LOOK) { // which comes before anything is written
        assertSaysWhich(said, uri, Arrays.equals(found, before));
      }
    }
    // and the next write is as if nothing had happened
    write(asked).save(uri);
    assertThat(Arrays.equals(Files.readAllBytes(file), after)).isTrue();
    List<String> names =
        new RemoteFolder("s3a://" + S3Server.FAULTY + "/" + folder, S3.configuration()).names();
    assertThat(names.stream().filter(name -> !isInevitable(name, asked, fault)))
        .containsExactly("a.dat");
  }

  /** Whether no client could have removed it: later writes do so when it is a day old. */
  private static boolean isInevitable(String name, Asked asked, Fault fault) {
    boolean arrives = fault != Fault.ERROR && fault != Fault.BUSY;
    return switch (asked) {
      case REMOVAL -> name.startsWith(".a.dat.memmap-");
      case PUT_OF_STAGED_RECORDS -> name.startsWith(".a.dat.memmap-") && arrives;
      // the bucket's rule for uploads that are not completed removes it, as nobody knows its number
      case BEGINNING_OF_AN_UPLOAD -> name.startsWith("upload ") && arrives;
      default -> false;
    };
  }

  private static String which(byte[] found, byte[] before) {
    return Arrays.equals(found, before) ? "old array" : "another array than the old";
  }

  private static DataFrameWriter<Row> write(Asked asked) {
    Dataset<Row> rows = S3.spark().range(5, 5 + asked.rows, 1, 2).selectExpr("id as v");
    if (asked.inAnyOrder()) {
      rows = rows.selectExpr("v - 5 as i", "v");
    }
    DataFrameWriter<Row> writer = rows.write().format("memmap").mode("overwrite");
    return asked.inAnyOrder() ? writer.option("rowIndex", "i") : writer;
  }

  private static String messages(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable some = thrown; some != null; some = some.getCause()) {
      all.append(some.getClass().getSimpleName()).append(": ").append(some.getMessage());
      all.append(" | ");
    }
    return all.toString().replaceAll("\\s+", " ");
  }

  private static void assertSaysWhich(String said, String uri, boolean old) {
    assertThat(said).contains("file " + uri + ": ");
    if (!said.contains("it cannot be known whether the old or the new array is there")) {
      String[] words =
          old
              ? new String[] {
                "the old array is there as it was", "nothing was written under this name"
              }
              : new String[] {"the new array is there"};
      assertThat(said).containsAnyOf(words);
    }
  }
}
