package io.memmap.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One read of one file with NumPy's answer: a case, or one of the reads of a group.
 *
 * @param location of the file, as it is loaded
 */
record GoldenRead(
    String name,
    String level,
    Path file,
    String location,
    JsonNode options,
    JsonNode expect,
    JsonNode error) {

  static GoldenRead of(JsonNode golden, Path file) {
    return new GoldenRead(
        golden.path("name").textValue(),
        golden.path("level").textValue(),
        file,
        file.toString(),
        golden.has("member") ? member(golden.path("member")) : golden.path("options"),
        golden.path("expect"),
        golden.path("error"));
  }

  private static JsonNode member(JsonNode name) {
    return JsonNodeFactory.instance.objectNode().set("member", name);
  }

  /** The same read of a copy of the file. */
  GoldenRead at(String copy) {
    return new GoldenRead(name, level, file, copy, options, expect, error);
  }

  static List<GoldenRead> ofGroup(JsonNode group, Path file) {
    List<GoldenRead> reads = new ArrayList<>();
    for (JsonNode read : group.path("reads")) {
      String name = group.path("name").textValue() + "/" + read.path("label").textValue();
      reads.add(
          new GoldenRead(
              name,
              group.path("level").textValue(),
              file,
              file.toString(),
              read.path("options"),
              read.path("expect"),
              read.path("error")));
    }
    return reads;
  }

  /** Whether a clear error is as right as NumPy's answer. */
  boolean mayBeRefused() {
    return level.equals("may");
  }

  boolean isError() {
    return error.isObject();
  }

  String dtype() {
    return options.path("dtype").asText("uint8");
  }

  List<Integer> expectedShape() {
    return integers(expect.path("shape"));
  }

  /** The read with the shape as Python prints the tuple. */
  ArrayRead withPythonShape() {
    JsonNode shape = options.path("shape");
    String text = shape.isArray() ? "(" + joined(shape, ", ") + ",)" : shape.asText(null);
    if (shape.isArray() && shape.size() != 1) {
      text = text.replace(",)", ")");
    }
    return withShape(text);
  }

  /** The read with the shape as plain numbers; a 0-d array keeps {@code ()}. */
  ArrayRead withPlainShape() {
    JsonNode shape = options.path("shape");
    return shape.isArray() && !shape.isEmpty() ? withShape(joined(shape, ",")) : withPythonShape();
  }

  private ArrayRead withShape(String shape) {
    ArrayRead read = ArrayRead.of(file, location).with("shape", shape);
    for (String option : List.of("dtype", "order", "offset", "mode", "member")) {
      read = read.with(option, options.path(option).asText(null));
    }
    return read;
  }

  private static String joined(JsonNode numbers, String separator) {
    List<String> texts = new ArrayList<>();
    numbers.forEach(number -> texts.add(number.asText()));
    return String.join(separator, texts);
  }

  static List<Integer> integers(JsonNode numbers) {
    List<Integer> integers = new ArrayList<>();
    numbers.forEach(number -> integers.add(number.intValue()));
    return integers;
  }

  @Override
  public String toString() {
    return name
        + options.properties().stream()
            .map(option -> option.getKey() + "=" + option.getValue().toString())
            .collect(Collectors.joining(", ", " {", "}"));
  }
}
