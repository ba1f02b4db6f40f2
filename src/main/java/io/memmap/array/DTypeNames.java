package io.memmap.array;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;

/**
 * NumPy's names and letters for the dtypes that are read here, and the reasons for those that are
 * not. Source: {@code np.dtype(text)} of NumPy 2.4.6 on 64-bit Linux.
 */
final class DTypeNames {

  /** Names; they take neither prefix nor count. */
  static final Map<String, ScalarKind> NAMES =
      Map.ofEntries(
          entry("bool", ScalarKind.BOOL),
          entry("bool_", ScalarKind.BOOL),
          entry("int8", ScalarKind.INT8),
          entry("byte", ScalarKind.INT8),
          entry("int16", ScalarKind.INT16),
          entry("short", ScalarKind.INT16),
          entry("int32", ScalarKind.INT32),
          entry("intc", ScalarKind.INT32),
          entry("int64", ScalarKind.INT64),
          entry("int", ScalarKind.INT64),
          entry("int_", ScalarKind.INT64),
          entry("intp", ScalarKind.INT64),
          entry("long", ScalarKind.INT64),
          entry("longlong", ScalarKind.INT64),
          entry("uint8", ScalarKind.UINT8),
          entry("ubyte", ScalarKind.UINT8),
          entry("uint16", ScalarKind.UINT16),
          entry("ushort", ScalarKind.UINT16),
          entry("uint32", ScalarKind.UINT32),
          entry("uintc", ScalarKind.UINT32),
          entry("uint64", ScalarKind.UINT64),
          entry("uint", ScalarKind.UINT64),
          entry("uintp", ScalarKind.UINT64),
          entry("ulong", ScalarKind.UINT64),
          entry("ulonglong", ScalarKind.UINT64),
          entry("float16", ScalarKind.FLOAT16),
          entry("half", ScalarKind.FLOAT16),
          entry("float32", ScalarKind.FLOAT32),
          entry("single", ScalarKind.FLOAT32),
          entry("float64", ScalarKind.FLOAT64),
          entry("double", ScalarKind.FLOAT64),
          entry("float", ScalarKind.FLOAT64));

  /** Letters that stand alone, and letters with their byte count; both take a prefix. */
  static final Map<String, ScalarKind> CODES =
      Map.ofEntries(
          entry("?", ScalarKind.BOOL),
          entry("b1", ScalarKind.BOOL),
          entry("b", ScalarKind.INT8),
          entry("i1", ScalarKind.INT8),
          entry("h", ScalarKind.INT16),
          entry("i2", ScalarKind.INT16),
          entry("i", ScalarKind.INT32),
          entry("i4", ScalarKind.INT32),
          entry("l", ScalarKind.INT64),
          entry("q", ScalarKind.INT64),
          entry("p", ScalarKind.INT64),
          entry("n", ScalarKind.INT64),
          entry("i8", ScalarKind.INT64),
          entry("B", ScalarKind.UINT8),
          entry("u1", ScalarKind.UINT8),
          entry("H", ScalarKind.UINT16),
          entry("u2", ScalarKind.UINT16),
          entry("I", ScalarKind.UINT32),
          entry("u4", ScalarKind.UINT32),
          entry("L", ScalarKind.UINT64),
          entry("Q", ScalarKind.UINT64),
          entry("P", ScalarKind.UINT64),
          entry("N", ScalarKind.UINT64),
          entry("u8", ScalarKind.UINT64),
          entry("e", ScalarKind.FLOAT16),
          entry("f2", ScalarKind.FLOAT16),
          entry("f", ScalarKind.FLOAT32),
          entry("f4", ScalarKind.FLOAT32),
          entry("d", ScalarKind.FLOAT64),
          entry("f8", ScalarKind.FLOAT64));

  /** Python's own types, as in {@code <class 'float'>}. */
  static final Map<String, ScalarKind> PYTHON_TYPES =
      Map.of("bool", ScalarKind.BOOL, "int", ScalarKind.INT64, "float", ScalarKind.FLOAT64);

  static final Set<String> OBJECTS = Set.of("object", "object_", "O", "O4", "O8");

  static final Set<String> LONG_DOUBLES =
      Set.of("longdouble", "float128", "clongdouble", "complex256", "g", "G", "f16", "c32");

  static final Set<String> REMOVED =
      Set.of(
          "float_",
          "complex_",
          "unicode_",
          "string_",
          "cfloat",
          "clongfloat",
          "longfloat",
          "longcomplex",
          "singlecomplex",
          "bool8",
          "int0",
          "uint0",
          "str0",
          "bytes0",
          "void0",
          "object0");

  private DTypeNames() {}
}
