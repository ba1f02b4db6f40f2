package io.memmap;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.memmap.array.ArrayView;
import io.memmap.array.BytesDType;
import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.NearestName;
import io.memmap.array.OneLine;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.StructuredDType;
import io.memmap.array.TimeDType;
import io.memmap.array.UnicodeDType;
import io.memmap.storage.file.FileErrors;
import java.util.List;
import java.util.Locale;

/** Errors of elements and views of one array. */
record ElementErrors(String path, ArrayView view) {

  IndexOutOfBoundsException outOfBounds(int axis, long index) {
    long length = view.shape().length(axis);
    return new IndexOutOfBoundsException(
        text(
            "index %d is out of bounds for axis %d with length %d; %s",
            index,
            axis,
            length,
            length == 0 ? "the axis is empty" : "give one from 0 to " + (length - 1)));
  }

  /** Rows from an index to an exclusive end. */
  IndexOutOfBoundsException rowsOutOfBounds(long from, long to) {
    long length = view.shape().length(0);
    return new IndexOutOfBoundsException(
        text(
            "index %d is out of bounds for axis 0 with length %d; rows %d to %d need"
                + " 0 <= from <= to <= %d",
            to < 0 || to > length ? to : from, length, from, to, length));
  }

  IllegalArgumentException otherRank(int indices) {
    return FileErrors.badFile(
        path,
        indices
            + (indices == 1 ? " index" : " indices")
            + ", found an array of "
            + view.rank()
            + (view.rank() == 1 ? " axis" : " axes")
            + ", shape "
            + view.shape()
            + "; give one index for each axis");
  }

  UnsupportedOperationException noAccessor(String asked) {
    return new UnsupportedOperationException(
        text("%s of dtype %s; use %s", asked, view.dtype(), accessors(view.dtype())));
  }

  /** What reads an element. */
  private static String accessors(DType dtype) {
    if (dtype instanceof ScalarDType number) {
      ScalarKind kind = number.kind();
      boolean isSmall = kind.itemsize() <= Short.BYTES;
      return switch (kind.code()) {
        case 'b' -> "booleanAt or setBoolean";
        case 'f' ->
            (kind == ScalarKind.FLOAT64 ? "" : "floatAt, ") + "doubleAt, setFloat or setDouble";
        default ->
            kind.itemsize() == Long.BYTES
                ? "longAt or setLong"
                : (isSmall
                        ? "intAt, longAt, floatAt, "
                        : kind.code() == 'i' ? "intAt, longAt, " : "longAt, ")
                    + "doubleAt, setInt or setLong";
      };
    }
    if (dtype instanceof TimeDType) {
      return "longAt or setLong, which count ticks";
    }
    if (dtype instanceof UnicodeDType) {
      return "stringAt or setString";
    }
    if (dtype instanceof ComplexDType) {
      return "real() or imag()";
    }
    if (dtype instanceof StructuredDType) {
      return "field(name)";
    }
    return "bytesAt or setBytes";
  }

  IllegalArgumentException doesNotFit(String value) {
    String width = view.dtype() instanceof BytesDType ? ", trailing NULs are padding" : "";
    return FileErrors.badFile(
        path, value + " does not fit an element of dtype " + view.dtype() + width);
  }

  UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException(
        text("cannot be changed, since it was opened with mode r; open it with mode r+"));
  }

  IllegalArgumentException noField(String name, List<String> fields) {
    String advice =
        NearestName.to(name, fields)
            .map(near -> "did you mean '" + near + "'?")
            .orElse(
                fields.isEmpty()
                    ? "dtype " + view.dtype() + " has no fields"
                    : "its fields are " + String.join(", ", fields));
    return FileErrors.badFile(path, "no field '" + name + "'; " + advice);
  }

  UnsupportedOperationException notComplex(String part) {
    return new UnsupportedOperationException(
        text("%s of dtype %s, which is not complex", part, view.dtype()));
  }

  UnsupportedOperationException notContiguous() {
    return new UnsupportedOperationException(
        text(
            "elements of shape %s in C order do not lie one after the other; take rows or columns"
                + " that do, or read elements one by one",
            view.shape()));
  }

  UnsupportedOperationException tooLong() {
    return new UnsupportedOperationException(
        text(
            "%d bytes, but a buffer has at most %d; take slices of it",
            view.bytes(), Integer.MAX_VALUE));
  }

  /** A slice that the array does not have. */
  IllegalArgumentException badSlice(InvalidArrayException reason) {
    return FileErrors.badFile(path, reason.getMessage());
  }

  @FormatMethod
  private String text(@FormatString String format, Object... arguments) {
    return OneLine.of("file " + path + ": " + String.format(Locale.ROOT, format, arguments));
  }
}
