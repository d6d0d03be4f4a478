package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Data made ahead on another thread: how far, and how that thread ends. */
@Timeout(30)
class PrefetchTest {
  private final AtomicInteger made = new AtomicInteger();
  private final Dataset data =
      Dataset.generate(
              1000, i -> Example.of(Array.of(new float[] {made.incrementAndGet()}), (int) i))
          .prefetch(2);

  @BeforeEach
  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    for (int i = 0; threads() > 0 && i < 200; i++) {
      System.gc(); // for the walks that a test has forgotten
      Thread.sleep(50);
    }
    assertThat(threads()).isZero();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("dataset-prefetch"))
        .count();
  }

  @Test
  void makesBatchesAheadButNotMore() throws InterruptedException {
    try (Cursor<Batch> batches = Cursor.over(data.batches(10))) {
      batches.next();
      for (int i = 0; made.get() < 40 && i < 400; i++) {
        Thread.sleep(5);
      }
      Thread.sleep(50);
      // One is taken, two are ready, and the thread has the next in hand.
      assertThat(made).hasValue(40);
    }
  }

  @Test
  void closingEndsTheThreadAtOnce() {
    Cursor<Batch> batches = Cursor.over(data.batches(10));
    batches.next();
    assertThat(threads()).isEqualTo(1);
    batches.close();
    assertThat(threads()).isZero();
    batches.close();
    assertThat(batches.hasNext()).isFalse();
  }

  @Test
  void aForgottenWalkEndsToo() {
    data.batches(10).iterator().next();
    data.prefetch(3).map(e -> e).prefetch(1).batches(10, 4).iterator().next();
  }

  @Test
  void severalThreadsWorkAtOnce() throws InterruptedException {
    CountDownLatch together = new CountDownLatch(3);
    Dataset parallel =
        Dataset.generate(
                100,
                i -> {
                  together.countDown();
                  try {
                    together.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return Example.of(Array.of(new float[1]), (int) i);
                })
            .prefetch(1, 3);
    Cursor<Batch> batches = Cursor.over(parallel.batches(10));
    for (int i = 0; i < 5; i++) {
      assertThat(batches.next().targets().get(0).longs()[0]).isEqualTo(10 * i);
    }
    batches.close();
    assertThat(batches.hasNext()).isFalse();
    parallel.batches(10, 1).iterator().next(); // a forgotten walk
    assertThatIllegalArgumentException().isThrownBy(() -> data.prefetch(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> data.prefetch(0));
  }

  @Test
  void closingEndsASourceThatWaits() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    Dataset stuck =
        Dataset.generate(
                10,
                i -> {
                  waiting.countDown();
                  try {
                    TimeUnit.HOURS.sleep(1);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return null;
                })
            .prefetch(1);
    Cursor<Batch> batches = Cursor.over(stuck.batches(1));
    waiting.await();
    batches.close();
    assertThat(threads()).isZero();
  }

  @Test
  void closingEndsASourceThatSwallowsInterrupts() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    Dataset deaf =
        Dataset.generate(
                1000,
                i -> {
                  calls.incrementAndGet();
                  try {
                    TimeUnit.MILLISECONDS.sleep(20);
                  } catch (InterruptedException e) {
                    // as functions do that know of no threads
                  }
                  return Example.of(Array.of(new float[1]), 1);
                })
            .prefetch(1);
    for (int i = 0; i < 10; i++) {
      Cursor<Batch> batches = Cursor.over(deaf.batches(1));
      batches.next();
      Thread.sleep(7 * i);
      batches.close();
      assertThat(threads()).isZero();
    }
    assertThat(calls).hasValueLessThan(100);
  }

  @Test
  void whatWasThrownArrivesAsItIs() {
    FormatException damage = new FormatException("x.png: damaged");
    Dataset bad =
        Dataset.generate(
                10,
                i -> {
                  if (i == 4) {
                    throw damage;
                  }
                  return Example.of(Array.of(new float[1]), 1);
                })
            .prefetch(2);
    Cursor<Batch> batches = Cursor.over(bad.batches(2));
    batches.next();
    batches.next();
    assertThatExceptionOfType(FormatException.class).isThrownBy(batches::next).isSameAs(damage);
    assertThatExceptionOfType(FormatException.class).isThrownBy(batches::hasNext);

    Dataset worse =
        Dataset.generate(
                10,
                i -> {
                  throw new AssertionError("a bug");
                })
            .prefetch(2);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> worse.batches(2).iterator().hasNext())
        .withMessage("a bug");
  }

  @Test
  void anInterruptEndsTheWait() {
    CountDownLatch never = new CountDownLatch(1);
    Dataset slow =
        Dataset.generate(
                10,
                i -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return null;
                })
            .prefetch(1);
    Cursor<Batch> batches = Cursor.over(slow.batches(1));
    Thread.currentThread().interrupt();
    assertThatIllegalStateException()
        .isThrownBy(batches::hasNext)
        .withMessage("interrupted while waiting for data");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(threads()).isZero();
  }
}
