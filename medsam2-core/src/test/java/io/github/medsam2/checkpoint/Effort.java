// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a piece of work cost the thread that did it. Thread time, not wall time, so that a busy
 * machine does not fail a test.
 *
 * @param cpu time on the processor
 * @param allocatedBytes put on the heap, freed or not
 */
public record Effort(Duration cpu, long allocatedBytes) {

  public static Effort of(Runnable work) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = thread.getCurrentThreadAllocatedBytes();
    long nanos = thread.getCurrentThreadCpuTime();
    work.run();
    return new Effort(
        Duration.ofNanos(thread.getCurrentThreadCpuTime() - nanos),
        thread.getCurrentThreadAllocatedBytes() - bytes);
  }
}
