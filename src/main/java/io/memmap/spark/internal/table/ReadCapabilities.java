package io.memmap.spark.internal.table;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.TableCapability;

/**
 * The capabilities of a table, which notice what Spark asks for. In no other way does Spark tell a
 * table whether a batch or a stream will read it, and only a stream takes files that end within a
 * row. {@code load} of either asks before it asks for the columns.
 */
final class ReadCapabilities extends AbstractSet<TableCapability> {
  private static final Set<TableCapability> ALL =
      Set.of(TableCapability.BATCH_READ, TableCapability.MICRO_BATCH_READ);

  private volatile boolean askedForBatch;
  private volatile boolean askedForStream;

  /** Whether a stream will read the table. */
  boolean areOfStream() {
    return askedForStream && !askedForBatch;
  }

  @Override
  public boolean contains(Object capability) {
    askedForBatch |= capability == TableCapability.BATCH_READ;
    askedForStream |= capability == TableCapability.MICRO_BATCH_READ;
    return ALL.contains(capability);
  }

  @Override
  public Iterator<TableCapability> iterator() {
    return ALL.iterator();
  }

  @Override
  public int size() {
    return ALL.size();
  }
}
