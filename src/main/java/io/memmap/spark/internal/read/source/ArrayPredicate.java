package io.memmap.spark.internal.read.source;

import io.memmap.spark.internal.read.rows.RowPredicate;

/** A predicate as far as it is understood, which says of each array what it leaves of its rows. */
@FunctionalInterface
interface ArrayPredicate {

  RowPredicate on(ArraySource source);
}
