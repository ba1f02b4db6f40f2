package io.memmap.spark.internal.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.DType;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.spark.internal.write.commit.ArrayForm;
import io.memmap.spark.internal.write.commit.ArrayTarget;
import io.memmap.spark.internal.write.commit.FileHead;
import io.memmap.spark.internal.write.commit.WriteAction;
import io.memmap.spark.internal.write.encode.IndexPlan;
import io.memmap.spark.internal.write.encode.RecordPlan;
import io.memmap.storage.file.FileBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors of the driver before the first task. */
class ArrayBatchWriteTest {
  private static final DType UINT8 = DTypes.parse("u1");

  @TempDir Path folder;

  @Test
  void aHeaderThatBreaksAfterPlanningIsAnErrorAboutTheFile() throws IOException {
    Path file = folder.toRealPath().resolve("a.npy");
    byte[] header = NpyHeader.encode(UINT8, Shape.of(0), Order.C);
    Files.write(file, header);
    FileHead head = new FileHead.OldHeader(FileBytes.header(file));
    header[10] = 'x'; // the dict's brace
    Files.write(file, header);
    ArrayForm form = new ArrayForm(UINT8, Optional.empty(), Order.C, head);
    ArrayBatchWrite write =
        new ArrayBatchWrite(
            new ArrayTarget(file, form, WriteAction.APPEND, false),
            new RecordPlan.Scalars(List.of(), 1, List.of()),
            new IndexPlan.Sequential(),
            new WriteMetrics.Times());

    assertThatThrownBy(() -> write.createBatchWriterFactory(() -> 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("file " + file + ": ");
    assertThat(Files.readAllBytes(file)).isEqualTo(header);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(1);
    }
  }
}
