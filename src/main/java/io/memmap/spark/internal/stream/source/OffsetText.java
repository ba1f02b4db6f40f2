package io.memmap.spark.internal.stream.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of a position in the checkpoint: JSON with a version, the number of rows that have been
 * read, and those of each file, or the name of a file in the checkpoint that has them.
 *
 * @param array what the rows are of
 * @param state name of the file that has the rows of each file
 */
record OffsetText(
    String array, long rows, int fileCount, List<FileRows> files, Optional<String> state) {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ARRAY = "array";
  private static final String ROWS = "rows";
  private static final String FILES = "files";
  private static final String FILE_COUNT = "fileCount";
  private static final String STATE = "state";
  private static final String PATH = "path";
  private static final String IDENTITY = "identity";

  /** A text that has the rows of each file. */
  static OffsetText of(String array, ReadRows read) {
    return new OffsetText(array, read.rows(), read.count(), read.files(), Optional.empty());
  }

  /** A text that names the file that has them. */
  OffsetText in(String stateFile) {
    return new OffsetText(array, rows, fileCount, List.of(), Optional.of(stateFile));
  }

  /** A text that only counts. */
  static String counts(String array, ReadRows read) {
    return head(array, read.rows()).put(FILE_COUNT, read.count()).toString();
  }

  private static ObjectNode head(String array, long rows) {
    return JSON.createObjectNode().put("version", VERSION).put(ARRAY, array).put(ROWS, rows);
  }

  String json() {
    ObjectNode node = head(array, rows);
    if (state.isPresent()) {
      return node.put(FILE_COUNT, fileCount).put(STATE, state.get()).toString();
    }
    ArrayNode all = node.putArray(FILES);
    for (FileRows file : files) {
      ObjectNode one = all.addObject().put(PATH, file.path()).put(ROWS, file.rows());
      if (!file.identity().isEmpty()) {
        one.put(IDENTITY, file.identity());
      }
    }
    return node.toString();
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  static OffsetText parse(String json) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is not JSON", e);
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException("is no JSON object");
    }
    if (required(node, "version").asInt() != VERSION) {
      throw new IllegalArgumentException(
          "has version " + node.path("version") + ", expected " + VERSION);
    }
    List<FileRows> files = new ArrayList<>();
    for (JsonNode file : node.path(FILES)) {
      files.add(
          new FileRows(
              required(file, PATH).asText(),
              file.path(IDENTITY).asText(),
              required(file, ROWS).asLong()));
    }
    int count = node.has(FILE_COUNT) ? node.get(FILE_COUNT).asInt() : files.size();
    Optional<String> state = Optional.ofNullable(node.get(STATE)).map(JsonNode::asText);
    return new OffsetText(
        required(node, ARRAY).asText(), required(node, ROWS).asLong(), count, files, state);
  }

  private static JsonNode required(JsonNode node, String name) {
    if (!node.has(name)) {
      throw new IllegalArgumentException("has no " + name);
    }
    return node.get(name);
  }
}
