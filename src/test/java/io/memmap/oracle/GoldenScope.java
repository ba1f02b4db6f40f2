package io.memmap.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Decides which fixtures the connector supports. */
final class GoldenScope {
  static final String LONGDOUBLE = "longdouble: not supported";

  private GoldenScope() {}

  /** The reason why the connector can't read this, or empty if it must. */
  static Optional<String> unsupported(GoldenRead read) {
    return read.isError() ? Optional.empty() : unsupported(read.expect().path("element"));
  }

  /** The reason why the connector can't read this element type, or empty. */
  static Optional<String> unsupported(JsonNode type) {
    return switch (type.path("kind").textValue()) {
      case "struct" -> {
        for (JsonNode field : type.path("fields")) {
          Optional<String> reason = unsupported(field.path("type"));
          if (reason.isPresent()) {
            yield reason;
          }
        }
        yield Optional.empty();
      }
      case "array" -> unsupported(type.path("base"));
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
