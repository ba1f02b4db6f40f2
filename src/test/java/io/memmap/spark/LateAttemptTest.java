package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.table.MemmapSink;
import io.memmap.spark.internal.write.commit.WriteAction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two attempts of each partition; one continues after the other's rows have been published. */
class LateAttemptTest {
  /** More rows than are staged in memory, so that attempts write to their files while they run. */
  private static final int ROWS = 300_000;

  private static final StructType SCHEMA =
      new StructType().add("i", DataTypes.LongType, false).add("v", DataTypes.LongType, false);

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void name() throws IOException {
    file = Files.write(folder.toRealPath().resolve("a.dat"), new byte[ROWS * Long.BYTES]);
  }

  private BatchWrite write(WriteAction action) {
    Map<String, String> given =
        action == WriteAction.UPDATE
            ? Map.of("path", file.toString(), "rowIndex", "i", "mode", "r+")
            : Map.of("path", file.toString(), "rowIndex", "i");
    CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(given);
    return new MemmapSink(WriteOptions.of(options), SCHEMA, action)
        .newWriteBuilder(new WriteInfo(options, SCHEMA))
        .build()
        .toBatch();
  }

  private static void rows(DataWriter<InternalRow> writer, int from, int to, long factor)
      throws IOException {
    for (long i = from; i < to; i++) {
      long row = i * 7 % ROWS;
      writer.write(new GenericInternalRow(new Object[] {row, row * factor}));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteAction.class,
      names = {"REPLACE", "UPDATE"})
  void itsBytesGoNowhere(WriteAction action) throws IOException {
    BatchWrite write = write(action);
    PhysicalWriteInfo info = () -> 1;
    DataWriterFactory factory = write.createBatchWriterFactory(info);
    DataWriter<InternalRow> late = factory.createWriter(0, 1);
    DataWriter<InternalRow> chosen = factory.createWriter(0, 2);
    rows(late, 0, ROWS / 2, -5);
    rows(chosen, 0, ROWS, 3);
    write.commit(new WriterCommitMessage[] {chosen.commit()});
    chosen.close();
    assertPublished();
    rows(late, ROWS / 2, ROWS, -5);
    late.commit();
    late.abort();
    late.close();
    assertPublished();
    DataWriter<InternalRow> later = factory.createWriter(0, 3);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> rows(later, 0, 1, -5)))
        .as("nobody can make a staging file any more")
        .isInstanceOf(IOException.class);
    later.abort();
    later.close();
    assertPublished();
  }

  private void assertPublished() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.remaining()).isEqualTo(ROWS * Long.BYTES);
    for (int i = 0; i < ROWS; i++) {
      assertThat(bytes.getLong(i * Long.BYTES)).isEqualTo(3L * i);
    }
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }
}
