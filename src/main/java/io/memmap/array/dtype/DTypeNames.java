package io.memmap.array.dtype;

import static java.util.Map.entry;

import io.memmap.array.BytesDType;
import io.memmap.array.ComplexDType;
import io.memmap.array.DType;
import io.memmap.array.DTypeRefusal;
import io.memmap.array.Endian;
import io.memmap.array.ForeignNumber;
import io.memmap.array.NearestName;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.TickUnit;
import io.memmap.array.TimeDType;
import io.memmap.array.UnicodeDType;
import io.memmap.array.VoidDType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * NumPy's names and letters for the dtypes that are read here, and the reasons for those that are
 * not. Source: {@code np.dtype(text)} of NumPy 2.4.6 on 64-bit Linux.
 */
final class DTypeNames {

  /** Names; they take neither prefix nor count. */
  static final Map<String, DType> NAMES = names();

  /** Letters that stand alone, and letters with their byte count; all take a prefix. */
  static final Map<String, Function<Endian, DType>> CODES = codes();

  /** Python's own types, as in {@code <class 'float'>}. */
  static final Map<String, DType> PYTHON_TYPES =
      Map.ofEntries(
          entry("bool", NAMES.get("bool")),
          entry("int", NAMES.get("int64")),
          entry("float", NAMES.get("float64")),
          entry("complex", NAMES.get("complex128")),
          entry("str", NAMES.get("str")),
          entry("bytes", NAMES.get("bytes")));

  private static final Set<String> OBJECTS = Set.of("object", "object_", "O", "O4", "O8");

  private static final Set<String> LONG_DOUBLES =
      Set.of(
          "longdouble",
          "float80",
          "float96",
          "float128",
          "clongdouble",
          "complex160",
          "complex192",
          "complex256",
          "g",
          "G",
          "f10",
          "f12",
          "f16",
          "c20",
          "c24",
          "c32");

  private static final Set<String> REMOVED =
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

  private static Map<String, DType> names() {
    Map<String, DType> names = new HashMap<>();
    put(names, scalar(ScalarKind.BOOL), "bool", "bool_");
    put(names, scalar(ScalarKind.INT8), "int8", "byte");
    put(names, scalar(ScalarKind.INT16), "int16", "short");
    put(names, scalar(ScalarKind.INT32), "int32", "intc");
    put(names, scalar(ScalarKind.INT64), "int64", "int", "int_", "intp", "long", "longlong");
    put(names, scalar(ScalarKind.UINT8), "uint8", "ubyte");
    put(names, scalar(ScalarKind.UINT16), "uint16", "ushort");
    put(names, scalar(ScalarKind.UINT32), "uint32", "uintc");
    put(names, scalar(ScalarKind.UINT64), "uint64", "uint", "uintp", "ulong", "ulonglong");
    put(names, scalar(ScalarKind.FLOAT16), "float16", "half");
    put(names, scalar(ScalarKind.FLOAT32), "float32", "single");
    put(names, scalar(ScalarKind.FLOAT64), "float64", "double", "float");
    put(names, complex(ScalarKind.FLOAT32), "complex64", "csingle");
    put(names, complex(ScalarKind.FLOAT64), "complex128", "cdouble", "complex");
    put(names, endian -> new BytesDType(0), "bytes", "bytes_");
    put(names, endian -> new UnicodeDType(0, endian), "str", "str_", "unicode");
    put(names, endian -> new VoidDType(0), "void");
    put(names, time(false), "datetime64");
    put(names, time(true), "timedelta64");
    return Map.copyOf(names);
  }

  private static void put(
      Map<String, DType> names, Function<Endian, DType> dtype, String... synonyms) {
    for (String name : synonyms) {
      names.put(name, dtype.apply(Endian.NATIVE));
    }
  }

  private static Map<String, Function<Endian, DType>> codes() {
    return Map.ofEntries(
        entry("?", scalar(ScalarKind.BOOL)),
        entry("b1", scalar(ScalarKind.BOOL)),
        entry("b", scalar(ScalarKind.INT8)),
        entry("i1", scalar(ScalarKind.INT8)),
        entry("h", scalar(ScalarKind.INT16)),
        entry("i2", scalar(ScalarKind.INT16)),
        entry("i", scalar(ScalarKind.INT32)),
        entry("i4", scalar(ScalarKind.INT32)),
        entry("l", scalar(ScalarKind.INT64)),
        entry("q", scalar(ScalarKind.INT64)),
        entry("p", scalar(ScalarKind.INT64)),
        entry("n", scalar(ScalarKind.INT64)),
        entry("i8", scalar(ScalarKind.INT64)),
        entry("B", scalar(ScalarKind.UINT8)),
        entry("u1", scalar(ScalarKind.UINT8)),
        entry("H", scalar(ScalarKind.UINT16)),
        entry("u2", scalar(ScalarKind.UINT16)),
        entry("I", scalar(ScalarKind.UINT32)),
        entry("u4", scalar(ScalarKind.UINT32)),
        entry("L", scalar(ScalarKind.UINT64)),
        entry("Q", scalar(ScalarKind.UINT64)),
        entry("P", scalar(ScalarKind.UINT64)),
        entry("N", scalar(ScalarKind.UINT64)),
        entry("u8", scalar(ScalarKind.UINT64)),
        entry("e", scalar(ScalarKind.FLOAT16)),
        entry("f2", scalar(ScalarKind.FLOAT16)),
        entry("f", scalar(ScalarKind.FLOAT32)),
        entry("f4", scalar(ScalarKind.FLOAT32)),
        entry("d", scalar(ScalarKind.FLOAT64)),
        entry("f8", scalar(ScalarKind.FLOAT64)),
        entry("F", complex(ScalarKind.FLOAT32)),
        entry("c8", complex(ScalarKind.FLOAT32)),
        entry("D", complex(ScalarKind.FLOAT64)),
        entry("c16", complex(ScalarKind.FLOAT64)),
        entry("c", endian -> new BytesDType(1)),
        entry("a", endian -> new BytesDType(0)),
        entry("S", endian -> new BytesDType(0)),
        entry("U", endian -> new UnicodeDType(0, endian)),
        entry("V", endian -> new VoidDType(0)),
        entry("M", time(false)),
        entry("m", time(true)));
  }

  private static Function<Endian, DType> scalar(ScalarKind kind) {
    return endian -> new ScalarDType(kind, endian);
  }

  private static Function<Endian, DType> complex(ScalarKind part) {
    return endian -> new ComplexDType(part, endian);
  }

  private static Function<Endian, DType> time(boolean duration) {
    return endian -> new TimeDType(duration, TickUnit.GENERIC, 1, endian);
  }

  /** Why {@code text} is not a dtype, or not one that is read here. */
  static DTypeRefusal notUnderstood(String text) {
    String bare = text.isEmpty() || "<>=|".indexOf(text.charAt(0)) < 0 ? text : text.substring(1);
    String name = bare.replaceFirst("^(np|numpy|ml_dtypes|torch)\\.", "");
    Optional<String> foreign =
        NAMES.containsKey(name) ? Optional.empty() : ForeignNumber.refusal(name);
    String found;
    if (OBJECTS.contains(bare)) {
      found = "Python objects are pickled, not mapped; convert the array to a fixed-width dtype";
    } else if (LONG_DOUBLES.contains(bare)) {
      found = "the 80-bit long double is a format of one platform; convert the array to float64";
    } else if (text.equals("T")) {
      found = "StringDType keeps its text outside the array; convert the array to U or S";
    } else if (REMOVED.contains(text)) {
      found = "NumPy 2 removed this name; use the sized one, such as float64 or int64";
    } else if (foreign.isPresent()) {
      found = foreign.get();
    } else {
      found = "not a NumPy dtype" + suggestion(text);
    }
    return DTypeRefusal.in(text, found);
  }

  /** Only names with the same digits are suggested: float16 is no misspelling of float32. */
  private static String digits(String name) {
    return name.replaceAll("[^0-9]", "");
  }

  private static String suggestion(String text) {
    // np.float32 without quotes is Python, not a dtype's name
    String name = text.replaceFirst("^(np|numpy)\\.", "");
    if (name.length() > 20) {
      return "; try float32 or <f4";
    }
    Optional<String> nearest = NearestName.to(name, new TreeSet<>(NAMES.keySet()));
    return nearest
        .filter(known -> digits(known).equals(digits(name)))
        .map(known -> "; did you mean " + known + "?")
        .orElse("; try float32 or <f4");
  }
}
