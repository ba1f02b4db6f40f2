package io.memmap.spark.internal.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Vectors take over only if they give the same answers and are clearly faster. */
class RaceTest {
  private long now;
  private int runs;

  private boolean wins(Runnable challenger, Runnable holder) {
    return new Race(() -> now).wins(challenger, holder);
  }

  private Runnable takes(long micros) {
    return () -> now += TimeUnit.MICROSECONDS.toNanos(micros);
  }

  @Test
  void theFasterOneWins() {
    assertThat(wins(takes(50), takes(100))).isTrue();
    assertThat(now).isLessThan(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void aSlowerOrNoFasterOneLosesWhenTheTimeIsUp() {
    assertThat(wins(takes(100), takes(50))).isFalse();
    assertThat(wins(takes(99), takes(100))).isFalse();
  }

  @Test
  void aSlowStartIsForgiven() {
    Runnable compiledLater = () -> now += TimeUnit.MICROSECONDS.toNanos(runs++ < 500 ? 9000 : 50);
    assertThat(wins(compiledLater, takes(100))).isTrue();
  }

  /** Loops over vectors that are wrong on purpose, or throw. */
  @Test
  void wrongAndFailingVectorsNeverWin() throws InterruptedException {
    assertThat(won((kernel, at, count) -> kernel.equals("plain") ? 1L : 2L)).isFalse();
    assertThat(won((kernel, at, count) -> kernel.equals("plain") ? 1.0 : 1.0001)).isFalse();
    assertThat(
            won(
                (kernel, at, count) -> {
                  if (kernel.equals("vectors")) {
                    throw new NoClassDefFoundError("jdk.incubator.vector");
                  }
                  return 1L;
                }))
        .isFalse();
  }

  @Test
  void rightAndFastVectorsWin() throws InterruptedException {
    AtomicInteger work = new AtomicInteger();
    assertThat(
            won(
                (kernel, at, count) -> {
                  for (int i = 0; kernel.equals("plain") && i < 10_000; i++) {
                    work.incrementAndGet();
                  }
                  return 1.0;
                }))
        .isTrue();
  }

  private static boolean won(Trial.Question<String> question) throws InterruptedException {
    AtomicInteger wins = new AtomicInteger();
    new Trial<>("a test", question, 1).start("vectors", "plain", wins::incrementAndGet);
    CountDownLatch end = new CountDownLatch(1);
    Trial.afterAll(end::countDown);
    assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
    return wins.get() == 1;
  }
}
