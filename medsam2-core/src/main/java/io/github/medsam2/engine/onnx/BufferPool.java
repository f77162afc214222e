// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Direct buffers to be used again. The JVM frees a direct buffer only when it happens to collect
 * garbage, so a program that uploads every frame would grow without one. Sizes are rounded up to a
 * quarter of a power of two, so that like fits like and at most a fifth is unused. Thread-safe.
 */
final class BufferPool {
  private static final int SMALLEST = 256;

  private final long limit;
  private final ArrayDeque<ByteBuffer> idle = new ArrayDeque<>(); // the longest unused first
  private long idleBytes;

  /**
   * @param limit bytes kept while unused; beyond it the longest unused are left to the collector
   */
  BufferPool(long limit) {
    this.limit = limit;
  }

  /** A little-endian buffer of at least so many bytes, with any content. */
  ByteBuffer take(int bytes) {
    int size = roundUp(bytes);
    synchronized (this) {
      for (Iterator<ByteBuffer> it = idle.descendingIterator(); it.hasNext(); ) {
        ByteBuffer buffer = it.next();
        if (buffer.capacity() == size) {
          it.remove();
          idleBytes -= size;
          return buffer.clear();
        }
      }
    }
    return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Takes back a buffer nobody reads or writes any more. */
  synchronized void giveBack(ByteBuffer buffer) {
    idle.addLast(buffer);
    idleBytes += buffer.capacity();
    while (idleBytes > limit) {
      idleBytes -= idle.removeFirst().capacity();
    }
  }

  static int roundUp(int bytes) {
    if (bytes <= SMALLEST) {
      return SMALLEST;
    }
    int step = Integer.highestOneBit(bytes - 1) / 4;
    return (int) Math.min(Integer.MAX_VALUE, ((long) bytes + step - 1) / step * step);
  }
}
