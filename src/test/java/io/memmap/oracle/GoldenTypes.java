package io.memmap.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Converts the fixtures' types to {@link ParsedDType}. */
final class GoldenTypes {
  private GoldenTypes() {}

  static ParsedDType of(JsonNode type) {
    return new ParsedDType(tree(type));
  }

  private static String tree(JsonNode type) {
    int size = type.path("size").intValue();
    String order = type.path("order").asText().equals("big") ? ">" : "<";
    return switch (type.path("kind").textValue()) {
      case "bool" -> "|b1";
      case "int" -> (size == 1 ? "|" : order) + "i" + size;
      case "uint" -> (size == 1 ? "|" : order) + "u" + size;
      case "float" -> order + "f" + size;
      case "complex" -> order + "c" + size;
      case "bytes" -> "|S" + size;
      case "str" -> order + "U" + type.path("length").intValue();
      case "void" -> "|V" + size;
      case "datetime" -> order + "M8" + unit(type);
      case "timedelta" -> order + "m8" + unit(type);
      case "array" -> type.path("shape").toString() + tree(type.path("base"));
      case "struct" -> "{" + fields(type.path("fields")) + "}" + size;
      default -> throw new AssertionError("unknown kind: " + type);
    };
  }

  private static String unit(JsonNode type) {
    String unit = type.path("unit").textValue();
    int count = type.path("count").intValue();
    return unit.equals("generic") ? "" : "[" + (count == 1 ? "" : count) + unit + "]";
  }

  private static String fields(JsonNode fields) {
    List<String> all = new ArrayList<>();
    for (JsonNode field : fields) {
      String title = field.path("title").isTextual() ? "~" + hex(field.path("title")) : "";
      all.add(
          hex(field.path("name"))
              + ("@" + field.path("offset").intValue() + title + ":")
              + tree(field.path("type")));
    }
    return String.join(" ", all);
  }

  private static String hex(JsonNode text) {
    return ParsedDType.hex(text.textValue());
  }
}
