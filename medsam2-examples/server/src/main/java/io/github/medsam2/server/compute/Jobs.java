// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.compute;

import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.server.http.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Long work of a server: one at a time, and the latest of each kind. Thread-safe. */
public final class Jobs implements AutoCloseable {
  private static final long LAST_WORK = 20_000;

  private final Map<String, Job> latest = new LinkedHashMap<>();
  private boolean closed;

  /**
   * Begins one.
   *
   * @throws Refusal with 429 while another runs
   */
  public synchronized Job start(String kind, Job.Body body) {
    if (closed) {
      throw Refusal.busy(10, "server", "one that runs", "one that is being stopped");
    }
    if (latest.values().stream().anyMatch(j -> j.state() == Job.State.RUNNING)) {
      throw new Refusal(
          429, "task", "none that runs", "one", "wait for its end, or stop it with DELETE");
    }
    Job job = new Job(UUID.randomUUID().toString());
    latest.put(kind, job);
    Thread thread = new Thread(() -> run(job, body), "medsam2-server-" + kind);
    thread.setDaemon(true);
    thread.start();
    return job;
  }

  private static void run(Job job, Job.Body body) {
    Job.State how = Job.State.ERROR;
    String sentence = "server: expected the end of the work, found a failure; see its log";
    try {
      sentence = body.run(job);
      how = Job.State.DONE;
    } catch (MedSam2Exception e) {
      sentence = String.valueOf(e.getMessage());
    } catch (OutOfMemoryError e) {
      sentence = "server: expected memory for the work, found too little; give it more";
    } finally {
      job.end(how, sentence);
    }
  }

  /** The latest of a kind. */
  public synchronized Optional<Job> latest(String kind) {
    return Optional.ofNullable(latest.get(kind));
  }

  /** Asks what runs to end, and waits for it a while. */
  @Override
  public void close() {
    Map<String, Job> all;
    synchronized (this) {
      closed = true;
      all = new LinkedHashMap<>(latest);
    }
    all.values().forEach(Job::stop);
    try {
      for (Job job : all.values()) {
        job.await(LAST_WORK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
