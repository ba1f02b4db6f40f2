package io.memmap.spark.internal.stream.source;

import org.apache.spark.sql.connector.read.streaming.Offset;

/** A position of a stream, as the checkpoint has it. Equal if the text is equal. */
final class ArrayOffset extends Offset {
  private final String json;

  ArrayOffset(String json) {
    this.json = json;
  }

  @Override
  public String json() {
    return json;
  }
}
