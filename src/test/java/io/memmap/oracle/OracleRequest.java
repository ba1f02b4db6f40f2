package io.memmap.oracle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The questions of one run; {@code oracle.py} explains them. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OracleRequest(
    List<ArrayFile> arrays,
    List<String> dtypes,
    List<String> literals,
    List<String> descrs,
    List<PythonObject> pythons,
    List<ShapeQuestion> shapes,
    List<HeaderQuestion> headers,
    List<SliceQuestion> slices) {

  static OracleRequest ofArrays(List<ArrayFile> arrays) {
    return new OracleRequest(arrays, null, null, null, null, null, null, null);
  }

  static OracleRequest ofDTypes(List<String> dtypes, List<PythonObject> pythons) {
    return new OracleRequest(null, dtypes, null, null, pythons, null, null, null);
  }

  static OracleRequest ofLiterals(List<String> literals, List<String> descrs) {
    return new OracleRequest(null, null, literals, descrs, null, null, null, null);
  }

  static OracleRequest ofHeaders(List<HeaderQuestion> headers) {
    return new OracleRequest(null, null, null, null, null, null, headers, null);
  }

  static OracleRequest ofSlices(List<SliceQuestion> slices) {
    return new OracleRequest(null, null, null, null, null, null, null, slices);
  }

  static OracleRequest ofShapes(List<ShapeQuestion> shapes) {
    return new OracleRequest(null, null, null, null, null, shapes, null, null);
  }

  /**
   * A file to write, and the views of it to read.
   *
   * @param tail bytes after the array
   * @param fill {@code any} bits, or only those that survive a cast: {@code quiet} NaNs, integers
   *     {@code below63} bits
   */
  record ArrayFile(
      String file,
      String dtype,
      List<Integer> shape,
      String order,
      long offset,
      int tail,
      String fill,
      long seed,
      List<View> views) {}

  /**
   * A view of a file.
   *
   * @param shape may have one -1; null is inferred
   * @param cast the dtype to which the elements are cast, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(String dtype, List<Integer> shape, String order, long offset, String cast) {}

  /** Python source of an object that means a dtype. */
  record PythonObject(String object) {}

  /** Python source of the shape with which to map a file. */
  record ShapeQuestion(String file, String dtype, String text) {}

  /** An array to save; the dtype is a Python literal. */
  record HeaderQuestion(String dtype, List<Integer> shape, String order) {}

  /** Python source of the slice to take of an array whose elements are numbered. */
  record SliceQuestion(List<Integer> shape, String text) {}
}
