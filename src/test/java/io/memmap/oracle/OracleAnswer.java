package io.memmap.oracle;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** NumPy's answers, in the order of the questions. */
record OracleAnswer(
    String numpy,
    List<List<MappedArray>> arrays,
    List<DTypeAnswer> dtypes,
    List<DTypeAnswer> literals,
    List<DTypeAnswer> descrs,
    List<PythonAnswer> pythons,
    List<MappedArray> shapes,
    List<HeaderAnswer> headers,
    List<SliceAnswer> slices) {

  /**
   * An array's shape and its elements as base64, or the error that NumPy raised.
   *
   * @param bytes as {@link CanonicalBytes}
   * @param raw as they are stored
   */
  record MappedArray(List<Integer> shape, String bytes, String raw, String error) {
    ExpectedArray as(NumpyKind kind) {
      Base64.Decoder base64 = Base64.getDecoder();
      return new ExpectedArray(kind, shape, base64.decode(bytes), base64.decode(raw));
    }
  }

  /**
   * What NumPy makes of a text, or the error.
   *
   * @param tree see {@link ParsedDType}
   * @param kinds the letters of all that is in it, as {@code oracle.py} explains them
   * @param descr what a header has; null where there is none
   */
  record DTypeAnswer(
      String tree, String kinds, String str, String descr, boolean aligned, String error) {
    boolean isRefused() {
      return error != null;
    }

    /** Whether only NumPy's accidents make such a dtype. */
    boolean isAccident() {
      return kinds.contains("-");
    }

    /** The dtype in our terms; empty where NumPy has one and we never will. */
    Optional<ParsedDType> parsed() {
      return kinds.matches(".*[OTg].*") ? Optional.empty() : Optional.of(new ParsedDType(tree));
    }
  }

  /** The text that Python makes of an object, and the dtype that NumPy makes of it. */
  record PythonAnswer(String str, String repr, DTypeAnswer dtype) {}

  /** The bytes before the data, as base64, or the error. */
  record HeaderAnswer(String header, String error) {
    byte[] bytes() {
      return Base64.getDecoder().decode(header);
    }
  }

  /** How Python prints the slice, and the elements that it takes; or the error. */
  record SliceAnswer(String str, List<Integer> shape, List<Integer> values, String error) {}
}
