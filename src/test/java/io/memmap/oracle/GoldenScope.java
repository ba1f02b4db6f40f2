package io.memmap.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which fixtures the connector should pass already, and why the others wait. */
final class GoldenScope {
  static final String STRUCTURED = "structured dtype: later";
  static final String SUB_ARRAY = "sub-array dtype: later";
  static final String TEXT = "bytes, text and void: later";
  static final String TIME = "datetime64 and timedelta64: later";
  static final String COMPLEX = "complex: later";
  static final String LONGDOUBLE = "longdouble: never";

  private static final Pattern LITERAL = Pattern.compile("\\s*[\\[{].*");
  private static final Pattern SUB_ARRAY_TEXT = Pattern.compile("[<>=|]?[0-9(].*");
  private static final Pattern TEXT_CODE = Pattern.compile("[<>=|]?[SUVac][0-9]*");

  private GoldenScope() {}

  /** Why this read is out of scope, or empty where it must pass. */
  static Optional<String> reasonToWait(GoldenRead read) {
    if (read.isError()) {
      return reasonToWaitForError(read);
    }
    if (LITERAL.matcher(read.dtype()).matches()) {
      return Optional.of(STRUCTURED);
    }
    if (SUB_ARRAY_TEXT.matcher(read.dtype()).matches()) {
      return Optional.of(SUB_ARRAY);
    }
    return reasonToWait(read.expect().path("element"));
  }

  /** Why arrays of this element type are out of scope, or empty. */
  static Optional<String> reasonToWait(JsonNode type) {
    String kind = type.path("kind").textValue();
    return switch (kind) {
      case "struct" -> Optional.of(STRUCTURED);
      case "array" -> Optional.of(SUB_ARRAY);
      case "bytes", "str", "void" -> Optional.of(TEXT);
      case "datetime", "timedelta" -> Optional.of(TIME);
      case "complex" -> Optional.of(COMPLEX);
      default -> kind(type).isPresent() ? Optional.empty() : Optional.of(LONGDOUBLE);
    };
  }

  static Optional<NumpyKind> kind(JsonNode type) {
    String letter =
        switch (type.path("kind").textValue()) {
          case "bool" -> "b";
          case "int" -> "i";
          case "uint" -> "u";
          case "float" -> "f";
          default -> "-";
        };
    return NumpyKind.of(letter, type.path("size").intValue());
  }

  /** A refused dtype is refused in any scope; other errors need a dtype that can be read. */
  private static Optional<String> reasonToWaitForError(GoldenRead read) {
    boolean aboutTheFile = !read.error().path("kind").textValue().endsWith("_dtype");
    return aboutTheFile && TEXT_CODE.matcher(read.dtype()).matches()
        ? Optional.of(TEXT)
        : Optional.empty();
  }
}
