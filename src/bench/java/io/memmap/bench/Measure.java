package io.memmap.bench;

/** A question about an array; the contenders of one measure are compared with each other. */
record Measure(BenchArray array, Question question) {

  /** For example {@code 90/rows}. */
  String id() {
    return array.name() + "/" + question.word();
  }
}
