package io.memmap.spark.internal.kernel.loop;

import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.spark.unsafe.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warms up loops over vectors and compares them with the plain loops, on a thread of its own. They
 * must give the same answers, and be faster over values that the caches do not hold.
 */
public final class Trial<K> {
  private static final Logger LOG = LoggerFactory.getLogger(Trial.class);

  /** More than a core's share of the caches: there, plain loops of some kinds are as fast. */
  private static final int BYTES = 1 << 24;

  /** Bytes of a batch. */
  private static final int BATCH = 1 << 17;

  /** Bytes that every second batch lacks, so that all paths are compiled. */
  private static final int LACKING = 24;

  /** The largest difference of two sums of a batch's values, in proportion. */
  private static final double ROUNDING = 1e-9;

  /** One at a time; the thread ends when there are no more. */
  private static final ThreadPoolExecutor WORKER =
      new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Trial::thread);

  static {
    WORKER.allowCoreThreadTimeOut(true);
  }

  /** A question about adjacent values. */
  public interface Question<K> {
    Number ask(K kernel, long address, int count);
  }

  private final String name;
  private final Question<K> question;
  private final int itemsize;

  /**
   * @param name of kind and question, for the log
   */
  public Trial(String name, Question<K> question, int itemsize) {
    this.name = name;
    this.question = question;
    this.itemsize = itemsize;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "memmap-vector-trial");
    thread.setDaemon(true);
    return thread;
  }

  /** Runs later, and calls {@code won} if the challenger is right and faster. */
  void start(K challenger, K plain, Runnable won) {
    WORKER.execute(
        () -> {
          if (wins(challenger, plain)) {
            won.run();
          }
        });
  }

  /** Runs something after all trials that were started before. */
  static void afterAll(Runnable next) {
    WORKER.execute(next);
  }

  /** Whatever an experimental API throws, also an error, only means that it is not used. */
  private boolean wins(K challenger, K plain) {
    long memory = Platform.allocateMemory(BYTES);
    try {
      fill(memory);
      if (!isRight(challenger, plain, memory)) {
        return refused();
      }
      boolean faster =
          new Race(System::nanoTime).wins(() -> run(challenger, memory), () -> run(plain, memory));
      LOG.info("{}: {} are faster", name, faster ? "vectors" : "plain loops");
      // compiled code may be wrong where interpreted code was right
      return faster && (isRight(challenger, plain, memory) || refused());
    } catch (RuntimeException | Error e) {
      LOG.warn("{}: vectors fail, and are not used", name, e);
      return false;
    } finally {
      Platform.freeMemory(memory);
    }
  }

  private boolean refused() {
    LOG.warn("{}: vectors give another result than plain loops, and are not used", name);
    return false;
  }

  /** Bytes below 0x40 make finite numbers of every kind, in either byte order. */
  private static void fill(long memory) {
    Random random = new Random(0);
    for (int i = 0; i < BYTES; i += Long.BYTES) {
      Platform.putLong(null, memory + i, random.nextLong() & 0x3f3f_3f3f_3f3f_3f3fL);
    }
  }

  private void run(K kernel, long memory) {
    for (int at = 0; at < BYTES; at += BATCH) {
      question.ask(kernel, memory + at, batch(at) / itemsize);
    }
  }

  private static int batch(int at) {
    return at % (2 * BATCH) == 0 ? BATCH : BATCH - LACKING;
  }

  private boolean isRight(K challenger, K plain, long memory) {
    int count = (BATCH - LACKING) / itemsize;
    Number found = question.ask(challenger, memory, count);
    Number expected = question.ask(plain, memory, count);
    return found instanceof Long
        ? found.equals(expected)
        : Math.abs(found.doubleValue() - expected.doubleValue())
            <= ROUNDING * Math.abs(expected.doubleValue());
  }
}
