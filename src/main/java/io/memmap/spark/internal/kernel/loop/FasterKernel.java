package io.memmap.spark.internal.kernel.loop;

import java.util.function.Supplier;

/**
 * The plain loops for one question about adjacent values, until a trial has shown that loops over
 * vectors answer it faster.
 */
public final class FasterKernel<K> {
  /** Shorter runs are left to the plain loops. */
  private static final int FEWEST = 256;

  /** Values after which a trial pays: small queries are over before it is. */
  private static final long MANY = 1 << 22;

  private final K plain;
  private final Supplier<K> vectors;
  private final Trial<K> trial;
  private volatile K faster;

  /** Roughly: several threads count without a lock. */
  private long seen;

  private boolean tried;

  /**
   * @param vectors makes the loops over vectors; called only if the module is there
   */
  public FasterKernel(K plain, Supplier<K> vectors, Trial<K> trial) {
    this.plain = plain;
    this.vectors = vectors;
    this.trial = trial;
    this.faster = plain;
  }

  /** The loops for so many values. */
  public K of(int count) {
    KernelMode mode = KernelMode.current();
    if (mode != KernelMode.AUTO) {
      return mode == KernelMode.VECTOR && VectorModule.isThere() ? vectors.get() : plain;
    }
    if (count < FEWEST) {
      return plain;
    }
    if (seen < MANY) {
      seen += count;
      if (seen >= MANY) {
        tryVectors();
      }
    }
    return faster;
  }

  private synchronized void tryVectors() {
    if (!tried) {
      tried = true;
      if (VectorModule.isUsable()) {
        K challenger = vectors.get();
        trial.start(challenger, plain, () -> faster = challenger);
      }
    }
  }
}
