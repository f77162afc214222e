// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.MedSam2Exception;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs a codec so that no stream can hold the caller longer than its deadline, whatever the codec
 * does with it.
 *
 * <p>Java cannot end a thread that does not want to end. So every frame is decoded on a daemon
 * thread of its own while the caller waits; one that is late is interrupted and left alone, and the
 * caller gets an exception. What a codec that never ends costs is a core and the memory of its
 * frame until the process ends, so at most {@value #MOST_LOST} such threads may exist for each
 * codec: then frames of that codec are refused until one of them has come to its end. Threads that
 * end are used again and die after some seconds without work.
 */
public final class Supervised {
  /** Threads of one codec that were given up and still run. */
  static final int MOST_LOST = 4;

  private static final long IDLE_SECONDS = 5;

  private static final ThreadPoolExecutor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Supervised::thread);

  private static final Map<String, AtomicInteger> LOST = new ConcurrentHashMap<>();

  private Supervised() {}

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "medsam2-dicom-codec", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Supervised.class.getClassLoader());
    return thread;
  }

  /** What was asked of a codec, and whether somebody still waits for it. */
  private static final class Work<T> extends FutureTask<T> {
    private final AtomicInteger lost;
    private boolean abandoned;
    private boolean ended;

    Work(Supplier<T> decode, AtomicInteger lost) {
      super(decode::get);
      this.lost = lost;
    }

    @Override
    public void run() {
      try {
        super.run();
      } finally {
        end();
      }
    }

    private synchronized void end() {
      ended = true;
      if (abandoned) {
        lost.decrementAndGet();
      }
    }

    synchronized void abandon() {
      if (!ended && !abandoned) {
        abandoned = true;
        lost.incrementAndGet();
      }
    }
  }

  /**
   * The result of a codec.
   *
   * @param codec its name, as in messages
   * @param deadline how long the caller waits; an interrupt does not shorten it
   * @throws DicomException when it takes longer, when the codec fails in any way of its own, and
   *     when too many of its threads never ended
   */
  public static <T> T within(String codec, Duration deadline, Supplier<T> decode) {
    AtomicInteger lost = LOST.computeIfAbsent(codec, name -> new AtomicInteger());
    if (lost.get() >= MOST_LOST) {
      throw new DicomException(
          codec + " frame",
          "a codec whose earlier frames came to an end",
          lost.get() + " that never did",
          "leave damaged files out; frames of this codec are decoded again when they end, or in a"
              + " new process");
    }
    Work<T> work = new Work<>(decode, lost);
    THREADS.execute(work);
    return await(codec, deadline, work);
  }

  /** A frame that took longer than allowed. */
  public static DicomException late(String codec, Duration deadline) {
    return new DicomException(
        codec + " frame",
        "an end within " + deadline.toMillis() + " ms",
        "none",
        "leave the frame out, or allow more by DicomLimits.withFrameDeadline");
  }

  private static <T> T await(String codec, Duration deadline, Work<T> work) {
    long end = System.nanoTime() + deadline.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (TimeoutException e) {
      work.abandon();
      work.cancel(true);
      throw late(codec, deadline);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw failure(codec, cause == null ? e : cause);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A codec fails on damage in any way it likes; callers see one. */
  private static RuntimeException failure(String codec, Throwable cause) {
    if (cause instanceof MedSam2Exception own) {
      return own;
    }
    if (cause instanceof OutOfMemoryError error) {
      throw error;
    }
    if (cause instanceof LinkageError error) {
      throw error;
    }
    return new DicomException(
        codec + " frame",
        "a stream that decodes",
        cause.getClass().getSimpleName(),
        "the frame is damaged; leave it out",
        cause);
  }
}
