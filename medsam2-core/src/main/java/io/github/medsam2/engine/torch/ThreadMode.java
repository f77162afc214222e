// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * What PyTorch keeps per thread: whether gradients are recorded, and how many threads work on an
 * operation.
 */
final class ThreadMode {

  private ThreadMode() {}

  /** Runs an action without gradients on this many threads, and leaves the thread as it was. */
  static <R> R inference(int threads, Supplier<R> action) {
    return run(threads, false, action);
  }

  /** The same with gradients recorded. */
  static <R> R training(int threads, Supplier<R> action) {
    return run(threads, true, action);
  }

  /** Runs a part of an action with or without gradients. */
  static <R> R gradients(boolean recorded, Supplier<R> action) {
    boolean before = JniUtils.isGradMode();
    try {
      JniUtils.setGradMode(recorded);
      return action.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private static <R> R run(int threads, boolean gradients, Supplier<R> action) {
    boolean gradientsBefore = JniUtils.isGradMode();
    int threadsBefore = JniUtils.getNumThreads();
    try {
      JniUtils.setGradMode(gradients);
      setThreads(threads);
      return action.get();
    } finally {
      JniUtils.setGradMode(gradientsBefore);
      setThreads(threadsBefore);
    }
  }

  private static void setThreads(int threads) {
    if (JniUtils.getNumThreads() != threads) {
      JniUtils.setNumThreads(threads);
    }
  }
}
