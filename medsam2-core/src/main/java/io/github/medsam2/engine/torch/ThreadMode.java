package io.github.medsam2.engine.torch;

import ai.djl.pytorch.jni.JniUtils;

/**
 * What PyTorch keeps per thread, set for a run and restored after it: whether gradients are
 * recorded, and how many threads work on an operation.
 */
final class ThreadMode implements AutoCloseable {
  private final boolean gradientsBefore;
  private final int threadsBefore;

  private ThreadMode() {
    this.gradientsBefore = JniUtils.isGradMode();
    this.threadsBefore = JniUtils.getNumThreads();
  }

  /** No gradients, and this many threads. */
  static ThreadMode inference(int threads) {
    ThreadMode mode = new ThreadMode();
    JniUtils.setGradMode(false);
    setThreads(threads);
    return mode;
  }

  @Override
  public void close() {
    JniUtils.setGradMode(gradientsBefore);
    setThreads(threadsBefore);
  }

  private static void setThreads(int threads) {
    if (JniUtils.getNumThreads() != threads) {
      JniUtils.setNumThreads(threads);
    }
  }
}
