package io.memmap.oracle;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** NumPy's answers, in the order of the questions. */
record OracleAnswer(
    String numpy,
    List<List<MappedArray>> arrays,
    List<DTypeAnswer> dtypes,
    List<PythonAnswer> pythons,
    List<MappedArray> shapes) {

  /** An array's shape and its elements as base64, or the error that NumPy raised. */
  record MappedArray(List<Integer> shape, String bytes, String error) {
    ExpectedArray as(NumpyKind kind) {
      return new ExpectedArray(kind, shape, Base64.getDecoder().decode(bytes));
    }
  }

  /** NumPy's letter, size and byte order ({@code < > |}), or the error. */
  record DTypeAnswer(String kind, int itemsize, String order, String error) {
    boolean isRefused() {
      return error != null;
    }

    /** The dtype in our terms; empty where NumPy has one and we don't, yet. */
    Optional<ParsedDType> parsed() {
      return NumpyKind.of(kind, itemsize).map(found -> ParsedDType.of(found, order.equals(">")));
    }
  }

  /** The text that Python makes of an object, and the dtype that NumPy makes of it. */
  record PythonAnswer(String str, String repr, DTypeAnswer dtype) {}
}
