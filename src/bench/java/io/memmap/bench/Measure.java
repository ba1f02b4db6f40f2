package io.memmap.bench;

/** A question asked of an array: what contenders are compared in. */
record Measure(BenchArray array, Question question) {

  /** Such as {@code 90/rows}. */
  String id() {
    return array.name() + "/" + question.word();
  }
}
