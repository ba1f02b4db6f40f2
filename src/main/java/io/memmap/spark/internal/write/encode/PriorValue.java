package io.memmap.spark.internal.write.encode;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/**
 * Where the id that comes with a row has what a column of the row was before.
 *
 * @param ordinal in the id
 * @param boxed whether it is the only field of a struct, as ids have no nulls
 */
public record PriorValue(int ordinal, boolean boxed) implements Serializable {

  /** What holds the value, at {@link #place}. */
  SpecializedGetters holder(InternalRow id) {
    return boxed ? id.getStruct(ordinal, 1) : id;
  }

  int place() {
    return boxed ? 0 : ordinal;
  }
}
