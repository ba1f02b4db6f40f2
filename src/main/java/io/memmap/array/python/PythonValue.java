package io.memmap.array.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The value of a Python literal, which prints as Python's {@code repr}. */
public sealed interface PythonValue
    permits PythonValue.Text,
        PythonValue.Bytes,
        PythonValue.Int,
        PythonValue.Real,
        PythonValue.Constant,
        PythonValue.Items,
        PythonValue.Dict,
        PythonValue.PythonClass,
        PythonValue.DTypeObject {

  record Text(String value) implements PythonValue {
    @Override
    public String toString() {
      return PythonRepr.of(value);
    }
  }

  /** A {@code bytes} literal, one character per byte. */
  record Bytes(String value) implements PythonValue {
    @Override
    public String toString() {
      return "b" + PythonRepr.of(value);
    }
  }

  record Int(BigInteger value) implements PythonValue {
    public boolean fits(long least, long most) {
      return value.bitLength() < Long.SIZE && value.longValue() >= least && most >= longValue();
    }

    public long longValue() {
      return value.longValue();
    }

    @Override
    public String toString() {
      return value.bitLength() < 256 ? value.toString() : "an integer of many digits";
    }
  }

  record Real(double value) implements PythonValue {
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /** {@code None}, {@code True}, {@code False} and {@code ...}. */
  enum Constant implements PythonValue {
    NONE("None"),
    TRUE("True"),
    FALSE("False"),
    ELLIPSIS("Ellipsis");

    private final String text;

    Constant(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A tuple, or else a list. */
  record Items(boolean tuple, List<PythonValue> values) implements PythonValue {
    public int size() {
      return values.size();
    }

    public PythonValue get(int index) {
      return values.get(index);
    }

    @Override
    public String toString() {
      String joined = values.stream().map(Object::toString).collect(Collectors.joining(", "));
      return tuple ? "(" + joined + (size() == 1 ? ",)" : ")") : "[" + joined + "]";
    }
  }

  /** A dict in the order of its keys; a repeated key has its last value. */
  record Dict(Map<PythonValue, PythonValue> entries) implements PythonValue {
    /** The value of a string key, or null. */
    public PythonValue get(String key) {
      return entries.get(new Text(key));
    }

    @Override
    public String toString() {
      return entries.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + entry.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** A class, as Python prints it: {@code <class 'numpy.float32'>}. */
  record PythonClass(String name) implements PythonValue {
    @Override
    public String toString() {
      return "<class '" + name + "'>";
    }
  }

  /** A dtype, as Python prints it: {@code dtype('<i4')}, {@code dtype([...], align=True)}. */
  record DTypeObject(PythonValue description, boolean align) implements PythonValue {
    @Override
    public String toString() {
      return "dtype(" + description + (align ? ", align=True)" : ")");
    }
  }
}
