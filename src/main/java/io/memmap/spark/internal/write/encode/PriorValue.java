package io.memmap.spark.internal.write.encode;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/**
 * The place in a row's id that holds the old value of a column.
 *
 * @param ordinal in the id
 * @param boxed whether the value is the only field of a struct there; in Spark the values of an id
 *     can't be null, but the fields of a struct can
 */
public record PriorValue(int ordinal, boolean boxed) implements Serializable {

  /** The id or the struct in it, which holds the value at {@link #place}. */
  public SpecializedGetters holder(InternalRow id) {
    return boxed ? id.getStruct(ordinal, 1) : id;
  }

  public int place() {
    return boxed ? 0 : ordinal;
  }
}
