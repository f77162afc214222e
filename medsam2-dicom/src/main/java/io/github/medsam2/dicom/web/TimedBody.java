// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream that waits no longer than a call may: for the next bytes, and
 * altogether. One portion is asked for when the last is used up, so a fast archive fills no memory.
 * Closing it, or an interrupt of the reader, ends the connection.
 */
final class TimedBody extends InputStream implements Flow.Subscriber<List<ByteBuffer>> {
  private final Deadline deadline;
  private final Deque<ByteBuffer> there = new ArrayDeque<>();
  private Flow.@Nullable Subscription source;
  private boolean asked;
  private boolean ended;
  private boolean failed;
  private boolean closed;

  TimedBody(Deadline deadline) {
    this.deadline = deadline;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    if (closed) {
      subscription.cancel();
    }
    notifyAll();
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> portion) {
    asked = false;
    portion.stream().filter(ByteBuffer::hasRemaining).forEach(there::addLast);
    notifyAll();
  }

  @Override
  public synchronized void onError(Throwable failure) {
    failed = true;
    notifyAll();
  }

  @Override
  public synchronized void onComplete() {
    ended = true;
    notifyAll();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] to, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    await();
    deadline.require();
    ByteBuffer next = there.peekFirst();
    if (next == null) {
      return -1;
    }
    int n = Math.min(length, next.remaining());
    next.get(to, offset, n);
    if (!next.hasRemaining()) {
      there.removeFirst();
    }
    return n;
  }

  /** Until there are bytes, or none will come. */
  private void await() {
    long silence = deadline.silence();
    while (there.isEmpty() && !ended) {
      if (closed || failed) {
        throw deadline.broken();
      }
      if (!asked && source != null) {
        asked = true;
        source.request(1);
        continue; // it may have come at once
      }
      long left = silence - System.nanoTime();
      if (left <= 0) {
        close();
        throw deadline.late();
      }
      try {
        wait(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        close();
        throw deadline.interrupted();
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    there.clear();
    if (source != null && !ended && !failed) {
      source.cancel();
    }
    notifyAll();
  }
}
