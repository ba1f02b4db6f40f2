package io.memmap.spark.internal.kernel.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.Endian;
import io.memmap.array.HalfFloat;
import io.memmap.array.Order;
import io.memmap.array.RandomArrays;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.spark.internal.vector.AxisIndexVector;
import io.memmap.spark.internal.vector.CellsVector;
import io.memmap.spark.internal.vector.RowIndexVector;
import io.memmap.spark.internal.vector.StridedVector;
import io.memmap.spark.internal.vector.Vectors;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Partial results of random groups add up to those of a plain loop over the rows. {@code
 * -Dgroups.seed} repeats a run.
 */
class GroupsTest {
  private static final long SEED = Long.getLong("groups.seed", System.nanoTime());
  private static final int CASES = 1_200;
  private static final int MOST_SLOTS = 1 << 18;
  private static final ScalarDType INT64 = new ScalarDType(ScalarKind.INT64, Endian.LITTLE);

  private final Random random = new Random(SEED);
  private final Deque<Long> allocated = new ArrayDeque<>();
  private final Map<String, Integer> seen = new HashMap<>();

  @AfterEach
  void free() {
    while (!allocated.isEmpty()) {
      Platform.freeMemory(allocated.pop());
    }
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A column: its vector, how to move it to a row, and the value of a row by a getter. */
  private record Column(StridedVector vector, IntConsumer move, IntFunction<Object> get) {}

  private record Key(Column column, SlotKey slots, IntFunction<Object> value, String kind) {}

  private enum Function {
    SUM,
    LEAST,
    GREATEST
  }

  private record Reduced(Column column, Function function, GroupedReduction reduction) {}

  private static DataType type(ScalarDType dtype) {
    return switch (dtype.kind()) {
      case BOOL -> DataTypes.BooleanType;
      case INT8 -> DataTypes.ByteType;
      case UINT8, INT16 -> DataTypes.ShortType;
      case UINT16, INT32 -> DataTypes.IntegerType;
      case UINT32, INT64 -> DataTypes.LongType;
      case UINT64 -> DataTypes.createDecimalType(20, 0);
      case FLOAT16, FLOAT32 -> DataTypes.FloatType;
      case FLOAT64 -> DataTypes.DoubleType;
    };
  }

  private static Object get(StridedVector vector, DataType type, int row) {
    if (type.equals(DataTypes.BooleanType)) {
      return vector.getBoolean(row);
    } else if (type.equals(DataTypes.ByteType)) {
      return vector.getByte(row);
    } else if (type.equals(DataTypes.ShortType)) {
      return vector.getShort(row);
    } else if (type.equals(DataTypes.IntegerType)) {
      return vector.getInt(row);
    } else if (type.equals(DataTypes.LongType)) {
      return vector.getLong(row);
    } else if (type.equals(DataTypes.FloatType)) {
      return vector.getFloat(row);
    } else if (type.equals(DataTypes.DoubleType)) {
      return vector.getDouble(row);
    }
    return vector.getDecimal(row, 20, 0);
  }

  /** Bits of a value; floats are multiples of 1/8, so that sums are exact in any order. */
  private long bits(ScalarDType dtype, boolean few) {
    double[] special = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    double value =
        random.nextInt(100) == 0 ? special[random.nextInt(3)] : (random.nextInt(801) - 400) / 8.0;
    return switch (dtype.kind()) {
      case FLOAT16 -> HalfFloat.toHalf(value);
      case FLOAT32 -> Float.floatToIntBits((float) value);
      case FLOAT64 -> Double.doubleToLongBits(value);
      default -> few ? random.nextInt(5) - 2 : random.nextLong();
    };
  }

  /** Stored values, next to each other, with others between them, or in order F. */
  private Column stored(ScalarDType dtype, int rows, boolean few) {
    DataType type = type(dtype);
    int inner = 1 + random.nextInt(20);
    boolean cells = random.nextBoolean();
    int outer = cells ? (rows + inner - 1) / inner : rows;
    Order order = cells ? Order.F : Order.C;
    ArrayView array = new ArraySpec(dtype, Shape.of(outer, inner), order, 0).view();
    long address = bytes(dtype, (int) array.shape().elements(), few);
    if (cells) {
      CellsVector vector = CellsVector.over(array, type, "test");
      return new Column(vector, row -> vector.moveTo(row, address), row -> get(vector, type, row));
    }
    ArrayView column = array.at(1, 0);
    StridedVector vector = Vectors.of(column, type, "test");
    return new Column(
        vector,
        row -> vector.moveTo(address + row * column.stride(0)),
        row -> get(vector, type, row));
  }

  private long bytes(ScalarDType dtype, int values, boolean few) {
    ByteBuffer bytes = ByteBuffer.allocate(values * dtype.itemsize());
    bytes.order(dtype.endian() == Endian.BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values; i++) {
      long bits = bits(dtype, few);
      switch (dtype.itemsize()) {
        case 1 -> bytes.put((byte) bits);
        case 2 -> bytes.putShort((short) bits);
        case 4 -> bytes.putInt((int) bits);
        default -> bytes.putLong(bits);
      }
    }
    return copied(bytes.array());
  }

  private long copied(byte[] bytes) {
    long address = Platform.allocateMemory(bytes.length);
    allocated.push(address);
    Platform.copyMemory(bytes, Platform.BYTE_ARRAY_OFFSET, null, address, bytes.length);
    return address;
  }

  /** An index that is computed, or one of selected rows, which are in memory. */
  private Column index(int rows, boolean selected) {
    long first = 1_000L + random.nextInt(50);
    long by = pick(List.of(1L, 1L, -1L, 3L, -2L));
    StridedVector vector =
        random.nextInt(3) == 0
            ? new RowIndexVector(first, by)
            : new AxisIndexVector(
                pick(List.of(1L, 1L, 1L, 2L, 5L, 20L, 60L)),
                pick(List.of(1L, 2L, 7L, 20L, 50L, Long.MAX_VALUE)),
                first,
                by);
    if (!selected) {
      return new Column(vector, vector::moveTo, vector::getLong);
    }
    ByteBuffer bytes = ByteBuffer.allocate(rows * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int row = 0;
    for (int i = 0; i < rows; i++) {
      row += random.nextInt(3);
      bytes.putLong(vector.getLong(row++));
    }
    long address = copied(bytes.array());
    StridedVector copy =
        Vectors.of(
            new ArraySpec(INT64, Shape.of(rows), Order.C, 0).view(), DataTypes.LongType, "test");
    return new Column(copy, at -> copy.moveTo(address + (long) at * Long.BYTES), copy::getLong);
  }

  private Key key(int rows, boolean selected) {
    if (random.nextInt(3) == 0) {
      List<ScalarDType> small =
          RandomArrays.scalars().stream()
              .filter(dtype -> dtype.itemsize() <= 2 && dtype.kind() != ScalarKind.FLOAT16)
              .toList();
      ScalarDType dtype = pick(small);
      Column column = stored(dtype, rows, random.nextBoolean());
      return new Key(column, SlotKey.ofNumbers(dtype, type(dtype)), column.get(), "number");
    }
    Column column = index(rows, selected);
    IndexKey.Blocks blocks =
        new IndexKey.Blocks(
            pick(List.of(1L, 1L, 2L, 7L, 50L)),
            pick(List.of(Long.MAX_VALUE, Long.MAX_VALUE, 2L, 7L, 40L)),
            random.nextInt(4) == 0);
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    column.move().accept(0);
    for (int row = 0; row < rows; row++) {
      long value = blocks.of((Long) column.get().apply(row));
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    int values = (int) (greatest - least + 1);
    boolean paged = random.nextInt(3) == 0 && values > 1;
    boolean ascending = random.nextBoolean();
    int length = paged ? 1 + random.nextInt(values - 1) : values;
    return new Key(
        column,
        new IndexKey(blocks, ascending ? least : greatest, ascending, values, length),
        row -> blocks.of((Long) column.get().apply(row)),
        (selected ? "selected " : "computed ") + (paged ? "index in pages" : "index"));
  }

  private Reduced reduced(int rows) {
    ScalarDType dtype = pick(RandomArrays.scalars().subList(1, RandomArrays.scalars().size()));
    if (dtype.kind() == ScalarKind.BOOL) {
      return reduced(rows);
    }
    Function function = pick(List.of(Function.values()));
    GroupedReduction reduction =
        switch (function) {
          case SUM -> GroupedReduction.sum(dtype);
          case LEAST -> GroupedReduction.least(dtype, type(dtype));
          case GREATEST -> GroupedReduction.greatest(dtype, type(dtype));
        };
    return new Reduced(stored(dtype, rows, false), function, reduction);
  }

  @Test
  void resultsAreThoseOfALoopOverTheRows() {
    for (int i = 0; i < CASES; i++) {
      int rows = 1 + random.nextInt(700);
      boolean selected = random.nextBoolean();
      List<Key> keys = new ArrayList<>();
      long slots = 1;
      int most = 1 + random.nextInt(3);
      for (int j = 0; j < most; j++) {
        Key key = key(rows, selected);
        if (slots * key.slots().length() <= MOST_SLOTS) {
          slots *= key.slots().length();
          keys.add(key);
          seen.merge(key.kind(), 1, Integer::sum);
        }
      }
      List<Reduced> functions = new ArrayList<>();
      for (int left = random.nextInt(4); left > 0; left--) {
        functions.add(reduced(rows));
      }
      assertThat(grouped(keys, functions, rows))
          .as("case %d of -Dgroups.seed=%d", i, SEED)
          .isEqualTo(looped(keys, functions, rows));
      free();
    }
    assertThat(seen.values()).hasSize(5).allMatch(count -> count > 50);
  }

  /** Counts and results by the values of all keys. */
  private Map<List<Object>, List<Object>> grouped(
      List<Key> keys, List<Reduced> functions, int rows) {
    Map<List<Object>, List<Object>> results = new HashMap<>();
    Groups groups =
        new Groups(
            keys.stream().map(Key::slots).toList(),
            functions.stream().map(Reduced::reduction).toList());
    StridedVector[] by =
        keys.stream().map(key -> key.column().vector()).toArray(StridedVector[]::new);
    StridedVector[] values =
        functions.stream().map(some -> some.column().vector()).toArray(StridedVector[]::new);
    for (int first = 0; first < rows; ) {
      int batch = Math.min(rows - first, 1 + random.nextInt(300));
      move(keys, functions, first);
      for (int row = 0; row < batch; ) {
        row += groups.add(by, values, row, batch - row);
        if (row < batch || random.nextInt(20) == 0) {
          take(groups, keys, functions, results);
        }
      }
      first += batch;
    }
    take(groups, keys, functions, results);
    assertThat(groups.hasRows()).isFalse();
    return results;
  }

  private static void move(List<Key> keys, List<Reduced> functions, int row) {
    keys.forEach(key -> key.column().move().accept(row));
    functions.forEach(some -> some.column().move().accept(row));
  }

  private static void take(
      Groups groups,
      List<Key> keys,
      List<Reduced> functions,
      Map<List<Object>, List<Object>> results) {
    while (groups.next()) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        values.add(groups.key(i));
      }
      List<Object> result = new ArrayList<>();
      result.add(groups.count());
      for (int i = 0; i < functions.size(); i++) {
        result.add(groups.result(i));
      }
      merge(results, values, result, functions);
    }
  }

  private static Map<List<Object>, List<Object>> looped(
      List<Key> keys, List<Reduced> functions, int rows) {
    Map<List<Object>, List<Object>> results = new HashMap<>();
    move(keys, functions, 0);
    for (int i = 0; i < rows; i++) {
      int row = i;
      List<Object> result = new ArrayList<>(List.of(1L));
      functions.forEach(some -> result.add(some.column().get().apply(row)));
      merge(results, keys.stream().map(key -> key.value().apply(row)).toList(), result, functions);
    }
    return results;
  }

  /** Adds a partial result, or a row; whole numbers are added without overflow. */
  private static void merge(
      Map<List<Object>, List<Object>> results,
      List<Object> keys,
      List<Object> more,
      List<Reduced> functions) {
    List<Object> before = results.computeIfAbsent(keys, fresh -> new ArrayList<>());
    for (int i = 0; i < more.size(); i++) {
      Function function = i == 0 ? Function.SUM : functions.get(i - 1).function();
      Object value = more.get(i);
      if (value != null) {
        Object exact = function == Function.SUM ? exact(value) : plain(value);
        if (before.size() <= i) {
          before.add(exact);
        } else {
          before.set(i, merged(function, before.get(i), exact));
        }
      }
    }
  }

  private static Object exact(Object value) {
    if (value instanceof Float || value instanceof Double) {
      return ((Number) value).doubleValue() + 0.0;
    }
    return value instanceof Decimal decimal
        ? decimal.toJavaBigDecimal()
        : BigDecimal.valueOf(((Number) value).longValue());
  }

  private static Object plain(Object value) {
    if (value instanceof Float some) {
      return some + 0.0f;
    }
    return value instanceof Double some ? (Object) (some + 0.0) : value;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object merged(Function function, Object a, Object b) {
    if (function == Function.SUM) {
      return a instanceof Double some
          ? (Object) (some + (Double) b)
          : ((BigDecimal) a).add((BigDecimal) b);
    }
    boolean less = ((Comparable) a).compareTo(b) < 0;
    return less == (function == Function.LEAST) ? a : b;
  }
}
