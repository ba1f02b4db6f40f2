package io.memmap.spark.internal.table;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.TableCapability;

/**
 * The capabilities of a table, which notice what Spark asks for. In no other way does Spark tell a
 * table whether a batch or a stream will read it, and only a stream takes files that end within a
 * row; nor whether a stream will write it, whose file need not exist. All of them ask before they
 * ask for the columns.
 */
final class AskedCapabilities extends AbstractSet<TableCapability> {
  private static final Set<TableCapability> ALL =
      Set.of(
          TableCapability.BATCH_READ,
          TableCapability.MICRO_BATCH_READ,
          TableCapability.STREAMING_WRITE);

  private volatile boolean askedForBatch;
  private volatile boolean askedForStream;
  private volatile boolean askedForSink;

  /** Whether a stream will read the table. */
  boolean areOfStream() {
    return askedForStream && !askedForBatch;
  }

  /** Whether a stream will write the table. {@code writeStream} asks before anything else. */
  boolean areOfSink() {
    return askedForSink;
  }

  @Override
  public boolean contains(Object capability) {
    askedForBatch |= capability == TableCapability.BATCH_READ;
    askedForStream |= capability == TableCapability.MICRO_BATCH_READ;
    askedForSink |= capability == TableCapability.STREAMING_WRITE;
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
