package io.memmap.array.npy;

import io.memmap.array.DType;
import io.memmap.array.DTypeRefusal;
import io.memmap.array.ForeignNumber;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.StructuredDType;
import io.memmap.array.SubArrayDType;
import io.memmap.array.dtype.DescrDType;
import io.memmap.array.python.PythonLiteral;
import io.memmap.array.python.PythonRepr;
import io.memmap.array.python.PythonSyntaxException;
import io.memmap.array.python.PythonValue;
import io.memmap.array.python.PythonValue.Constant;
import io.memmap.array.python.PythonValue.Dict;
import io.memmap.array.python.PythonValue.Int;
import io.memmap.array.python.PythonValue.Items;
import io.memmap.array.python.PythonValue.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The dict within a {@code .npy} header. */
final class NpyHeaderText {
  private static final Set<PythonValue> KEYS =
      Set.of(new Text("descr"), new Text("fortran_order"), new Text("shape"));

  /** Digits to which the first length may grow without moving the data. */
  private static final int GROWTH_DIGITS = 21;

  /** Multiple at which NumPy lets the data start. */
  private static final int ALIGNMENT = 64;

  private static final int MOST_BYTES_OF_VERSION_1 = 0xffff;

  /** The header that was read last: many files that are read one after the other have the same. */
  private static volatile Parsed last = new Parsed("", null);

  private record Parsed(String text, NpyHeader header) {
    boolean is(String other, int version, long dataOffset) {
      return text.equals(other)
          && header != null
          && header.version() == version
          && header.dataOffset() == dataOffset;
    }
  }

  private NpyHeaderText() {}

  static NpyHeader parse(String text, int version, long dataOffset) {
    Parsed known = last;
    if (!known.is(text, version, dataOffset)) {
      known = new Parsed(text, parsed(text, version, dataOffset));
      last = known;
    }
    return known.header();
  }

  private static NpyHeader parsed(String text, int version, long dataOffset) {
    Dict dict = dict(text, version);
    Order order = order(dict.get("fortran_order"));
    Shape shape = shape(dict.get("shape"));
    DType dtype = dtype(dict.get("descr"), dataOffset);
    shape.bytes(dtype.itemsize());
    return new NpyHeader(version, dtype, shape, order, dataOffset);
  }

  /** Only Python 2, which wrote versions 1 and 2, knew {@code 3L}. */
  private static Dict dict(String text, int version) {
    PythonValue value;
    try {
      value = PythonLiteral.parse(text, version < 3);
    } catch (PythonSyntaxException e) {
      throw bad(DTypeRefusal.quoted(text.strip()) + ", not a Python literal " + e.getMessage());
    }
    if (!(value instanceof Dict dict)) {
      throw bad(DTypeRefusal.quoted(text.strip()) + ", which is not a dict");
    }
    if (!dict.entries().keySet().equals(KEYS)) {
      throw bad("a dict of " + DTypeRefusal.quoted(dict.entries().keySet().toString()));
    }
    return dict;
  }

  private static Order order(PythonValue fortran) {
    if (fortran != Constant.TRUE && fortran != Constant.FALSE) {
      throw bad("fortran_order " + shown(fortran) + ", which is neither True nor False");
    }
    return fortran == Constant.TRUE ? Order.F : Order.C;
  }

  private static Shape shape(PythonValue value) {
    if (!(value instanceof Items items) || !items.tuple()) {
      throw bad("shape " + shown(value) + ", which is not a tuple of integers");
    }
    long[] lengths = new long[items.size()];
    for (int axis = 0; axis < lengths.length; axis++) {
      if (!(items.get(axis) instanceof Int length)) {
        throw bad("shape " + shown(value) + ", which is not a tuple of integers");
      }
      if (length.value().signum() < 0) {
        throw bad("shape " + shown(value) + ", in which a length is negative");
      }
      if (!length.fits(0, Long.MAX_VALUE)) {
        throw bad("shape " + shown(value) + ": array is too big; a length is beyond 2**63-1");
      }
      lengths[axis] = length.longValue();
    }
    return Shape.of(lengths);
  }

  private static DType dtype(PythonValue descr, long dataOffset) {
    try {
      return DescrDType.of(descr);
    } catch (DTypeRefusal refusal) {
      String whole = descr instanceof Text text ? text.value() : descr.toString();
      InvalidArrayException found = refusal.toException("a .npy header of dtype", whole);
      throw ForeignNumber.refusal(whole.replaceFirst("^[<>=|]", "")).isEmpty()
          ? found
          : InvalidArrayException.of(
              "%s; to read its bytes give header=none, offset=%d, such a dtype, and shape and order"
                  + " as the header has them",
              found.getMessage(), dataOffset);
    }
  }

  private static String shown(PythonValue value) {
    return DTypeRefusal.quoted(value.toString());
  }

  private static InvalidArrayException bad(String found) {
    return InvalidArrayException.of(
        "a .npy header, a dict of descr, fortran_order and shape: found %s; save the array again"
            + " with np.save",
        found);
  }

  static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw bad("text that is not UTF-8, as version 3 has it");
    }
  }

  static byte[] encode(DType dtype, Shape shape, Order order) {
    boolean fortran = isFortran(shape, order);
    String dict = dict(dtype, shape, fortran);
    if (shape.rank() > 0) {
      long growing = shape.length(fortran ? shape.rank() - 1 : 0);
      dict += " ".repeat(Math.max(0, GROWTH_DIGITS - Long.toString(growing).length()));
    }
    return wrap(dict);
  }

  /** A header of a given version and length. */
  static byte[] encode(DType dtype, Shape shape, Order order, int version, int length) {
    String dict = dict(dtype, shape, isFortran(shape, order));
    byte[] text =
        dict.getBytes(version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    int room = length - start(version) - 1;
    if (text.length > room) {
      throw InvalidArrayException.of(
          "a .npy header: found room for %d bytes, shape %s needs %d; save the array anew with"
              + " np.save, which leaves room to grow",
          room, shape, text.length);
    }
    return header(text, version, length);
  }

  private static boolean isFortran(Shape shape, Order order) {
    return order == Order.F && !isContiguousInC(shape);
  }

  private static String dict(DType dtype, Shape shape, boolean fortran) {
    boolean list = dtype instanceof StructuredDType;
    return "{'descr': "
        + (list ? dtype.descr() : PythonRepr.of(scalarDescr(dtype)))
        + ", 'fortran_order': "
        + (fortran ? "True" : "False")
        + ", 'shape': "
        + shape
        + ", }";
  }

  private static String scalarDescr(DType dtype) {
    if (dtype instanceof SubArrayDType) {
      throw InvalidArrayException.of(
          "dtype %s: a .npy file has the axes of a sub-array in its shape", dtype);
    }
    return dtype.descr();
  }

  /** Whether both orders have the same layout, which NumPy then calls C. */
  private static boolean isContiguousInC(Shape shape) {
    int axes = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.length(axis) == 0) {
        return true;
      }
      axes += shape.length(axis) > 1 ? 1 : 0;
    }
    return axes < 2;
  }

  private static byte[] wrap(String dict) {
    if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(dict)) {
      byte[] first = wrap(dict, StandardCharsets.ISO_8859_1, 1);
      return first != null ? first : wrap(dict, StandardCharsets.ISO_8859_1, 2);
    }
    return wrap(dict, StandardCharsets.UTF_8, 3);
  }

  /** The whole header, or null if it is too long for its version. */
  private static byte[] wrap(String dict, Charset charset, int version) {
    byte[] text = dict.getBytes(charset);
    int unpadded = start(version) + text.length + 1;
    int length = unpadded + ALIGNMENT - unpadded % ALIGNMENT;
    boolean tooLong = version == 1 && length - start(version) > MOST_BYTES_OF_VERSION_1;
    return tooLong ? null : header(text, version, length);
  }

  /** Bytes before the text. */
  private static int start(int version) {
    return NpyHeader.magic().length + 2 + (version == 1 ? Short.BYTES : Integer.BYTES);
  }

  private static byte[] header(byte[] text, int version, int length) {
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(NpyHeader.magic()).put((byte) version).put((byte) 0);
    if (version == 1) {
      header.putShort((short) (length - start(version)));
    } else {
      header.putInt(length - start(version));
    }
    header.put(text);
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }
}
