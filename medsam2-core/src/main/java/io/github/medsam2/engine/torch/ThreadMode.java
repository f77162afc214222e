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
    boolean gradientsBefore = JniUtils.isGradMode();
    int threadsBefore = JniUtils.getNumThreads();
    try {
      JniUtils.setGradMode(false);
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
