package io.memmap.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Which fixtures the connector should pass already, and why the others wait. */
final class GoldenScope {
  static final String LONGDOUBLE = "longdouble: never";

  private GoldenScope() {}

  /** Why this read is out of scope, or empty where it must pass. */
  static Optional<String> reasonToWait(GoldenRead read) {
    return read.isError() ? Optional.empty() : reasonToWait(read.expect().path("element"));
  }

  /** Why arrays of this element type are out of scope, or empty. */
  static Optional<String> reasonToWait(JsonNode type) {
    return switch (type.path("kind").textValue()) {
      case "struct" -> {
        for (JsonNode field : type.path("fields")) {
          Optional<String> reason = reasonToWait(field.path("type"));
          if (reason.isPresent()) {
            yield reason;
          }
        }
        yield Optional.empty();
      }
      case "array" -> reasonToWait(type.path("base"));
      case "bytes", "str", "void", "datetime", "timedelta", "complex" ->
          type.path("size").intValue() > 16 && type.path("kind").textValue().equals("complex")
              ? Optional.of(LONGDOUBLE)
              : Optional.empty();
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
}
