package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.table.MemmapSink;
import io.memmap.spark.internal.write.commit.WriteAction;
import io.memmap.testing.Faults;
import io.memmap.testing.FaultyFileSystem;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several attempts of each partition of a write to a file system of Hadoop. */
class RemoteAttemptsTest {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final StructType SCHEMA = new StructType().add("v", DataTypes.LongType, false);
  private static final int PARTITIONS = 3;
  private static final int ROWS = 100_000;

  @TempDir Path folder;

  private Faults faults;
  private BatchWrite write;
  private DataWriterFactory factory;

  @BeforeEach
  void begin() {
    faults = Faults.begin();
  }

  private void begin(String order) {
    CaseInsensitiveStringMap options =
        new CaseInsensitiveStringMap(
            Map.of(
                "path",
                "faulty://host" + folder + "/a.dat",
                "order",
                order,
                "fs.faulty.impl",
                FaultyFileSystem.class.getName()));
    write =
        new MemmapSink(WriteOptions.of(options), SCHEMA, WriteAction.REPLACE)
            .newWriteBuilder(new WriteInfo(options, SCHEMA))
            .build()
            .toBatch();
    PhysicalWriteInfo partitions = () -> PARTITIONS;
    factory = write.createBatchWriterFactory(partitions);
  }

  /** An attempt that has staged its rows, the k-th of which is k times a factor. */
  private DataWriter<InternalRow> attempt(int partition, long task, long factor)
      throws IOException {
    DataWriter<InternalRow> writer = factory.createWriter(partition, task);
    for (long i = 0; i < ROWS; i++) {
      long row = (long) partition * ROWS + i;
      writer.write(new GenericInternalRow(new Object[] {row * factor}));
    }
    return writer;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(Files::isRegularFile)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private void assertPublished() throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("a.dat"))).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.remaining()).isEqualTo(PARTITIONS * ROWS * Long.BYTES);
    for (int i = 0; i < PARTITIONS * ROWS; i++) {
      assertThat(bytes.getLong(i * Long.BYTES)).isEqualTo(3L * i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void onlyTheRowsOfTheChosenAttemptsAreInTheFile(String order) throws IOException {
    begin(order);
    WriterCommitMessage[] chosen = new WriterCommitMessage[PARTITIONS];
    DataWriter<InternalRow> late = attempt(1, 100, -5);
    DataWriter<InternalRow> killed = attempt(1, 101, -7);
    for (int partition = PARTITIONS - 1; partition >= 0; partition--) {
      DataWriter<InternalRow> writer = attempt(partition, partition, 3);
      chosen[partition] = writer.commit();
      write.onDataWriterCommit(chosen[partition]);
      writer.close();
    }
    killed.abort();
    killed.close();
    assertThat(folder.resolve("a.dat")).doesNotExist();

    write.commit(chosen);
    assertPublished();
    assertThatThrownBy(
            () -> {
              late.commit();
              late.close();
              attempt(2, 102, -9).commit();
            })
        .isInstanceOf(IOException.class);
    late.abort();

    assertPublished();
    assertThat(files()).containsExactly("a.dat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void anAbortRemovesWhatWasStaged(String order) throws IOException {
    begin(order);
    DataWriter<InternalRow> staged = attempt(0, 0, 3);
    DataWriter<InternalRow> failed = attempt(1, 1, 3);
    WriterCommitMessage message = staged.commit();
    staged.close();
    failed.abort();
    failed.close();

    write.abort(new WriterCommitMessage[] {message, null, null});

    assertThat(files()).isEmpty();
    assertThat(faults.outputsNow.get()).isZero();
  }
}
