package io.memmap.spark.internal.read.source;

import io.memmap.spark.internal.read.rows.CandidateRows;

/** A translated predicate, which gives the rows of an array that it may hold for. */
@FunctionalInterface
interface ArrayPredicate {

  CandidateRows on(ArraySource source);
}
