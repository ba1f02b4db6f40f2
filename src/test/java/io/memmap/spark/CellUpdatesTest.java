package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.Slice;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** UPDATE and MERGE of tables whose rows are the elements of an array. */
class CellUpdatesTest {
  @RegisterExtension static final SparkTesting SPARK = SparkTesting.withCatalogs("arrays");

  @TempDir Path folder;

  private Path file;
  private byte[] bytes;

  private static SparkSession spark() {
    return SPARK.spark();
  }

  /** Random bytes: a few before the array, the array, and a few after it. */
  private ArraySpec save(String dtype, Order order, long... lengths) throws IOException {
    ArraySpec spec = new ArraySpec(DTypes.parse(dtype), Shape.of(lengths), order, 3);
    bytes = new byte[(int) spec.end() + 5];
    new Random(11).nextBytes(bytes);
    file = Files.write(folder.resolve("a.dat"), bytes);
    return spec;
  }

  private ByteBuffer expected() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String table(Path file, String options) {
    return "arrays.`" + file + "?layout=cells" + options + "`";
  }

  private String table(ArraySpec spec) {
    String described =
        "&dtype=%s&shape=%s&order=%s&offset=3"
            .formatted(spec.dtype().text(), spec.shape(), spec.order());
    return table(file, described);
  }

  private void assertExpected() throws IOException {
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void anElementIsFoundByItsIndices(Order order) throws IOException {
    ArraySpec spec = save("<i4", order, 3, 4, 5);
    spark().sql("UPDATE " + table(spec) + " SET value = -i2 WHERE i1 = 2 AND i0 > 0");
    for (int i = 1; i < 3; i++) {
      for (int j = 0; j < 5; j++) {
        expected().putInt((int) spec.view().at(0, i).at(0, 2).at(0, j).offset(), -j);
      }
    }
    assertExpected();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "::-1        | C", "::-1        | F", "1, ..., ::2 | C", "1, ..., ::2 | F",
            ":, -1, 1   | C",
        ":, -1, 1   | F", "2, 3, 4     | C", "::2, 1:3    | F", "..., 0      | C",
            "::-2, ::-1, ::-3 | F"
      })
  void anElementOfASliceIsWrittenWhereItLies(String slice, Order order) throws IOException {
    ArraySpec spec = save("<i4", order, 3, 4, 5);
    ArrayView view = spec.view().sliced(Slice.parse(slice));
    String sliced = table(spec).replaceFirst("`$", "&slice=" + slice + "`");
    String number = view.rank() == 0 ? "7" : view.rank() == 1 ? "i0" : "10 * i0 + i1";
    String where = view.rank() == 0 ? "" : " WHERE i0 <> 1";
    spark().sql("UPDATE " + sliced + " SET value = " + number + where);
    number(view);
    assertExpected();
  }

  /** The expected elements: index 1 of the first axis is left out, as in the statement. */
  private void number(ArrayView view) {
    if (view.rank() == 0) {
      expected().putInt((int) view.offset(), 7);
      return;
    }
    long[] lengths = new long[view.rank()];
    for (int axis = 0; axis < lengths.length; axis++) {
      lengths[axis] = view.shape().length(axis);
    }
    for (long place = 0; place < view.shape().elements(); place++) {
      long[] index = new long[lengths.length];
      long left = place;
      ArrayView element = view;
      for (int axis = lengths.length - 1; axis >= 0; axis--) {
        index[axis] = left % lengths[axis];
        left /= lengths[axis];
        element = element.at(axis, index[axis]);
      }
      if (index[0] != 1) {
        long number = index.length == 1 ? index[0] : 10 * index[0] + index[1];
        expected().putInt((int) element.offset(), (int) number);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void fieldsOfElementsAreWrittenAlone(Order order) throws IOException {
    String dtype =
        "{'names':['t','s'],'formats':['<M8[ns]',[('ok','?'),('v','<f4',(2,))]],'offsets':[2,12],"
            + "'itemsize':24}";
    ArraySpec spec = save(dtype, order, 4, 3);
    for (int i = 0; i < 12; i++) {
      expected().putLong(3 + 24 * i + 2, 1_001L * i).putFloat(3 + 24 * i + 13, Float.NaN);
    }
    Files.write(file, bytes);
    spark().sql("UPDATE " + table(spec) + " SET value.s.v = array(value.s.v[0], 1f) WHERE i1 = 1");
    for (int i = 0; i < 4; i++) {
      expected().putFloat((int) spec.view().at(0, i).at(0, 1).offset() + 12 + 1 + 4, 1);
    }
    assertExpected();
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void elementsThatMayBeNullAreCompared(Order order) throws IOException {
    ArraySpec spec = save("<M8[ns]", order, 4, 3);
    for (int i = 0; i < 12; i++) {
      expected().putLong(3 + 8 * i, i % 5 == 0 ? Long.MIN_VALUE : 1_001L * i);
    }
    Files.write(file, bytes);
    String table = table(spec);
    spark().sql("UPDATE " + table + " SET value = if(i1 = 1, NULL, value)");
    for (int i = 0; i < 4; i++) {
      expected().putLong((int) spec.view().at(0, i).at(0, 1).offset(), Long.MIN_VALUE);
    }
    assertExpected();
    spark()
        .sql(
            "UPDATE "
                + table
                + " SET value = TIMESTAMP_NTZ '1970-01-01 00:00:01' WHERE value IS NULL AND i0 = 2");
    for (int j = 0; j < 3; j++) {
      int at = (int) spec.view().at(0, 2).at(0, j).offset();
      boolean isNull = expected().getLong(at) == Long.MIN_VALUE;
      expected().putLong(at, isNull ? 1_000_000_000L : expected().getLong(at));
    }
    assertExpected();
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void elementsOfAnNpyAreMerged(Order order) throws IOException {
    byte[] head = NpyHeader.encode(DTypes.parse(">f8"), Shape.of(2, 2, 3), order);
    bytes = ByteBuffer.allocate(head.length + 96 + 7).put(head).array();
    file = Files.write(folder.resolve("a.npy"), bytes);
    spark()
        .sql(
            "MERGE INTO "
                + table(file, "")
                + " t USING (SELECT * FROM VALUES (1L, 0L, 2L, 5D), (0L, 1L, 1L, -0D) s(a, b, c, v))"
                + " s ON t.i0 = s.a AND t.i1 = s.b AND t.i2 = s.c WHEN MATCHED THEN UPDATE SET value"
                + " = s.v");
    boolean rowsFirst = order == Order.C;
    ByteBuffer.wrap(bytes)
        .putDouble(head.length + 8 * (rowsFirst ? 6 + 2 : 1 + 4 * 2), 5)
        .putDouble(head.length + 8 * (rowsFirst ? 3 + 1 : 2 + 4), -0.0);
    assertExpected();
  }

  @Test
  void anArrayOfOneElementHasNoIndex() throws IOException {
    ArraySpec spec = save("<i2", Order.C);
    spark().sql("UPDATE " + table(spec) + " SET value = 7");
    expected().putShort(3, (short) 7);
    assertExpected();
  }

  @Test
  void anIndexIsNotSet() throws IOException {
    ArraySpec spec = save("<i4", Order.C, 3, 4);
    assertThatThrownBy(
            () -> spark().sql("UPDATE " + table(spec) + " SET i1 = 3, value = 0 WHERE i1 = 2"))
        .hasStackTraceContaining("an index can't be set, from 2 to 3");
    assertExpected();
    spark().sql("UPDATE " + table(spec) + " SET i1 = i1, value = 7 WHERE i0 = 0 AND i1 = 2");
    expected().putInt(11, 7);
    assertExpected();
  }

  @Test
  void noElementIsAddedOrTakenAway() throws IOException {
    ArraySpec spec = save("<i4", Order.C, 3, 4);
    String table = table(spec);
    assertThatThrownBy(() -> spark().sql("DELETE FROM " + table + " WHERE i1 = 2"))
        .hasMessageContaining("DELETE is not done");
    assertThatThrownBy(
            () ->
                spark()
                    .sql(
                        "MERGE INTO "
                            + table
                            + " t USING (SELECT 9L k) s ON t.i0 = s.k WHEN NOT MATCHED THEN INSERT"
                            + " (i0, i1, value) VALUES (9, 0, 1)"))
        .hasMessageContaining("INSERT of cells is not done; the array has all its elements");
    assertThatThrownBy(
            () ->
                spark()
                    .sql(
                        "MERGE INTO "
                            + table
                            + " t USING (SELECT 9L k) s ON t.i0 = s.k WHEN MATCHED THEN UPDATE SET"
                            + " value = 1 WHEN NOT MATCHED THEN INSERT (i0, i1, value) VALUES (9,"
                            + " 0, 1)"))
        .hasStackTraceContaining("a row that is not there can't be updated");
    assertExpected();
  }
}
