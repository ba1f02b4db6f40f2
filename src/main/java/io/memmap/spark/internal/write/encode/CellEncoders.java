package io.memmap.spark.internal.write.encode;

import io.memmap.array.BytesDType;
import io.memmap.array.Casting;
import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.ScalarDType;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.TimeDType;
import io.memmap.array.UnicodeDType;
import io.memmap.array.VoidDType;
import org.apache.spark.sql.types.StringType;

/** Chooses the encoder for a Spark type and a dtype, once per task. */
final class CellEncoders {
  private CellEncoders() {}

  /** The encoder of values that are not null. */
  static CellEncoder of(CellPlan cell) {
    CellEncoder encoder = plain(cell);
    boolean whole =
        cell.dtype() instanceof StructuredDType || cell.dtype() instanceof SubArrayDType;
    boolean canFail = !whole && !(encoder instanceof PlainEncoder);
    return cell.carried() && canFail ? new CellEncoder.Carried(encoder, cell) : encoder;
  }

  private static CellEncoder plain(CellPlan cell) {
    DType dtype = cell.dtype();
    boolean unsafe = cell.casting() == Casting.UNSAFE;
    if (dtype instanceof ScalarDType number) {
      return NumberCells.of(cell.type(), number, cell.casting() == Casting.CHECKED, cell.carried());
    } else if (dtype instanceof TimeDType time) {
      return TimeCells.of(cell.type(), time, !unsafe);
    } else if (dtype instanceof ComplexDType complex) {
      return new ComplexEncoder(cell, complex);
    } else if (dtype instanceof UnicodeDType unicode) {
      return new UnicodeEncoder(unicode, unsafe);
    } else if (dtype instanceof BytesDType || dtype instanceof VoidDType) {
      return new BytesEncoder(dtype, unsafe, cell.type() instanceof StringType);
    } else if (dtype instanceof StructuredDType structured) {
      return new StructEncoder(cell, structured);
    } else {
      return new SubArrayEncoder(cell, (SubArrayDType) dtype);
    }
  }
}
