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
   * An array's shape and its elements as base64, or NumPy's error.
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
   * The dtype that NumPy makes of a text, or the error.
   *
   * @param tree see {@link ParsedDType}
   * @param kinds the letters of all types in it, as {@code oracle.py} explains them
   * @param descr as in a header; null if there is none
   */
  record DTypeAnswer(
      String tree, String kinds, String str, String descr, boolean aligned, String error) {
    boolean isRefused() {
      return error != null;
    }

    /** Whether NumPy accepts the text only by accident. */
    boolean isAccident() {
      return kinds.contains("-");
    }

    /** The expected dtype; empty for dtypes that the connector does not support. */
    Optional<ParsedDType> parsed() {
      return kinds.matches(".*[OTg].*") ? Optional.empty() : Optional.of(new ParsedDType(tree));
    }
  }

  /** The texts that Python prints for an object, and NumPy's dtype of it. */
  record PythonAnswer(String str, String repr, DTypeAnswer dtype) {}

  /** The header as base64, or the error. */
  record HeaderAnswer(String header, String error) {
    byte[] bytes() {
      return Base64.getDecoder().decode(header);
    }
  }

  /** The slice as Python prints it and the elements that it takes, or the error. */
  record SliceAnswer(String str, List<Integer> shape, List<Integer> values, String error) {}
}
