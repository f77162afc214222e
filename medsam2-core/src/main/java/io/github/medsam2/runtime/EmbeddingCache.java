// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Preprocessor;
import io.github.medsam2.tensor.HostTensor;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The features of a cine's frames, computed when first asked for and kept up to a number of frames,
 * those used longest ago going first. One frame at most is computed ahead, on a thread of the
 * cache's own. Thread-safe. A frame lent out is not freed before it is given back. What all prompts
 * on a frame share is held beside them for one frame, that used last.
 */
public final class EmbeddingCache implements AutoCloseable {
  private final Stations stations;
  private final FrameSource frames;
  private final Preprocessor preprocessor;
  private final int capacity;
  private final Map<Integer, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable ExecutorService ahead;
  private int encoding;
  private volatile boolean closed;

  /**
   * @param capacity frames kept, at least 2: the present one and the next
   */
  public EmbeddingCache(
      Stations stations, FrameSource frames, Preprocessor preprocessor, int capacity) {
    this.stations = stations;
    this.frames = frames;
    this.preprocessor = preprocessor;
    this.capacity = Math.max(2, capacity);
  }

  /** A frame's features, on loan until the lease is closed. */
  public final class Lease implements AutoCloseable {
    private final Entry entry;
    private boolean returned;

    private Lease(Entry entry) {
      this.entry = entry;
    }

    /** The features. */
    public EncodedImage image() {
      try {
        return entry.image.join();
      } catch (CompletionException e) {
        throw thrown(e);
      }
    }

    /** What the source or the network threw, as it was. */
    private RuntimeException thrown(CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      return e.getCause() instanceof RuntimeException r ? r : e;
    }

    @Override
    public void close() {
      synchronized (entries) {
        if (!returned) {
          returned = true;
          entry.loans--;
          trim();
        }
      }
    }
  }

  private static final class Entry {
    final CompletableFuture<EncodedImage> image = new CompletableFuture<>();
    final BooleanSupplier stop;
    int loans;

    Entry(BooleanSupplier stop) {
      this.stop = stop;
    }
  }

  /** Lends a frame, computing it if needed. */
  public Lease lend(int frame) {
    return lend(frame, () -> false);
  }

  /**
   * Lends a frame, computing it if needed.
   *
   * @param stop whether to end between two parts of the network, from whatever thread
   * @throws CancellationException when it says so
   */
  public Lease lend(int frame, BooleanSupplier stop) {
    while (true) {
      try {
        return lendOnce(frame, stop);
      } catch (CancellationException e) {
        // What was computed ahead for a walk that was cancelled is computed again.
        if (closed || stop.getAsBoolean()) {
          throw e;
        }
      }
    }
  }

  private Lease lendOnce(int frame, BooleanSupplier stop) {
    Entry entry;
    boolean mine;
    synchronized (entries) {
      entry = entries.get(frame);
      mine = entry == null;
      if (entry == null) {
        entry = new Entry(stop);
        entries.put(frame, entry);
      }
      entry.loans++;
    }
    Lease lease = new Lease(entry);
    if (mine) {
      compute(frame, entry);
    }
    if (entry.image.isCompletedExceptionally()) {
      lease.close();
    }
    lease.image();
    return lease;
  }

  /**
   * Starts to compute a frame on the cache's thread, unless it is there.
   *
   * @param stop whether to end between two parts of the network
   */
  public void prefetch(int frame, BooleanSupplier stop) {
    Entry entry = new Entry(stop);
    synchronized (entries) {
      if (closed || entries.containsKey(frame)) {
        return;
      }
      entries.put(frame, entry);
      entry.loans++;
      if (ahead == null) {
        ahead = Executors.newSingleThreadExecutor(EmbeddingCache::thread);
      }
      ahead.execute(() -> computeAhead(frame, entry));
    }
  }

  private static Thread thread(Runnable work) {
    Thread t = new Thread(work, "medsam2-prefetch");
    t.setDaemon(true);
    return t;
  }

  private void computeAhead(int frame, Entry entry) {
    compute(frame, entry);
    synchronized (entries) {
      entry.loans--;
      trim();
    }
  }

  private void compute(int frame, Entry entry) {
    try {
      entry.image.complete(encode(preprocessor.prepare(frames.frame(frame)), entry.stop));
    } catch (RuntimeException | Error e) {
      synchronized (entries) {
        // A frame that could not be read is tried again the next time it is asked for.
        entries.remove(frame, entry);
      }
      entry.image.completeExceptionally(e);
    }
  }

  private EncodedImage encode(HostTensor prepared, BooleanSupplier stop) {
    synchronized (entries) {
      if (closed) {
        throw new InvalidInputException("session", "open", "closed", "open a new session");
      }
      encoding++;
    }
    try {
      return stations.encode(prepared, (done, total) -> !closed && !stop.getAsBoolean());
    } finally {
      synchronized (entries) {
        encoding--;
        entries.notifyAll();
      }
    }
  }

  /** Whether a frame's features are there, or being computed. */
  public boolean has(int frame) {
    synchronized (entries) {
      return entries.containsKey(frame);
    }
  }

  /** How many frames have their features now. */
  public int size() {
    synchronized (entries) {
      return entries.size();
    }
  }

  private void trim() {
    forgetViews();
    Iterator<Entry> oldest = entries.values().iterator();
    while (entries.size() > (closed ? 0 : capacity) && oldest.hasNext()) {
      Entry e = oldest.next();
      if (e.loans == 0) {
        oldest.remove();
        e.image.thenAccept(EncodedImage::close);
      }
    }
  }

  /** What prompts share is kept for the frame used last alone. */
  private void forgetViews() {
    int older = entries.size() - 1;
    for (Entry e : entries.values()) {
      EncodedImage image = e.image.isCompletedExceptionally() ? null : e.image.getNow(null);
      if (older-- > 0 && e.loans == 0 && image != null) {
        image.forgetView();
      }
    }
  }

  /**
   * Frees the features; what is being computed ends with its present part. Returns when the network
   * is at rest, so that it may be closed next.
   */
  @Override
  public void close() {
    boolean interrupted = false;
    synchronized (entries) {
      closed = true;
      if (ahead != null) {
        ahead.shutdown();
      }
      while (encoding > 0) {
        try {
          entries.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      trim();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
