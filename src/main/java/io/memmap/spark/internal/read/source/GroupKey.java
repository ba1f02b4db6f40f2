package io.memmap.spark.internal.read.source;

import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.spark.internal.read.rows.AxisIndex;
import io.memmap.spark.internal.read.rows.IndexBlocks;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/** What rows are grouped by. {@code toString} gives it as SQL has it. */
public sealed interface GroupKey extends Serializable
    permits GroupKey.OfFile, GroupKey.OfIndex, GroupKey.OfNumber {

  /** The column of a partial result that holds the key. */
  StructField field();

  /** The column to read; empty if the key is the same for all rows of a file. */
  Optional<ScanColumn> read();

  /**
   * Rows from one value to the next, if all rows are read; 1 if each row may have another value.
   * The key changes least often that has the greatest number.
   */
  long rowsPerValue();

  /** How many values there may be within a file. */
  long values();

  /**
   * Whether a task that reads all rows returns each group once. Otherwise it may return a group
   * again, for another file or for another part of an index.
   */
  default boolean isFoundTogether() {
    return true;
  }

  /** The columns of those keys that are the same for all rows of a file. */
  static List<ScanColumn.OfFile> ofFiles(List<GroupKey> keys) {
    return keys.stream()
        .filter(OfFile.class::isInstance)
        .map(key -> ((OfFile) key).column())
        .toList();
  }

  /** A value that is the same for all rows of a file. */
  record OfFile(ScanColumn.OfFile column) implements GroupKey {
    @Override
    public StructField field() {
      return column.field();
    }

    @Override
    public Optional<ScanColumn> read() {
      return Optional.empty();
    }

    @Override
    public long rowsPerValue() {
      return Long.MAX_VALUE;
    }

    @Override
    public boolean isFoundTogether() {
      return false;
    }

    @Override
    public long values() {
      return 1;
    }

    @Override
    public String toString() {
      return column.field().name();
    }
  }

  /**
   * An index, or blocks of it.
   *
   * @param range of all values
   * @param slots how many of the values a task groups by at a time
   */
  record OfIndex(
      ScanColumn.Index column, IndexBlocks blocks, KeyRange range, long rowsPerValue, int slots)
      implements GroupKey {

    /**
     * All values of the rows of these arrays, as many at a time as an int counts.
     *
     * @param sources at least one
     */
    public static OfIndex of(
        ScanColumn.Index column, IndexBlocks blocks, List<ArraySource> sources) {
      KeyRange range = KeyRange.of(sources, column, blocks);
      AxisIndex index = column.indexIn(sources.get(0));
      boolean again = blocks.modulus() < Long.MAX_VALUE;
      long indices = again ? 1 : Math.max(1, blocks.divisor() / Math.max(1, Math.abs(index.by())));
      int slots = (int) Math.min(Integer.MAX_VALUE, range.values());
      // a product of longs would wrap; that of doubles becomes the greatest long
      double rows = (double) index.step() * indices;
      return new OfIndex(column, blocks, range, (long) rows, slots);
    }

    /** The same with fewer values at a time. */
    public OfIndex withSlots(int fewer) {
      return new OfIndex(column, blocks, range, rowsPerValue, fewer);
    }

    @Override
    public StructField field() {
      return new StructField(toString(), DataTypes.LongType, false, Metadata.empty());
    }

    @Override
    public Optional<ScanColumn> read() {
      return Optional.of(column);
    }

    @Override
    public long values() {
      return range.values();
    }

    @Override
    public boolean isFoundTogether() {
      return slots == range.values();
    }

    @Override
    public String toString() {
      return blocks.describe(column.field().name());
    }
  }

  /**
   * A stored boolean or integer of 8 or 16 bits.
   *
   * @param dtype of the column
   */
  record OfNumber(ScanColumn.Stored column, ScalarDType dtype) implements GroupKey {
    @Override
    public StructField field() {
      return column.field();
    }

    @Override
    public Optional<ScanColumn> read() {
      return Optional.of(column);
    }

    @Override
    public long rowsPerValue() {
      return 0;
    }

    @Override
    public long values() {
      return dtype.kind() == ScalarKind.BOOL ? 2 : 1L << (dtype.itemsize() * Byte.SIZE);
    }

    @Override
    public String toString() {
      return column.field().name();
    }
  }
}
