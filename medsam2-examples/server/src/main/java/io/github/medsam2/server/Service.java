// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import io.github.medsam2.server.carrier.JdkCarrier;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Cors;
import io.github.medsam2.server.http.Exchange;
import io.github.medsam2.server.http.Failures;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.http.Router;
import io.github.medsam2.server.watch.RequestLog;
import io.github.medsam2.server.watch.ServerObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** From a request to its answer, whatever happens between. Thread-safe. */
final class Service implements JdkCarrier.Service {
  private final Router router;
  private final ServerObserver observer;
  private final RequestLog log;
  private int serving;
  private boolean stopping;

  Service(Router router, ServerObserver observer, RequestLog log) {
    this.router = router;
    this.observer = observer;
    this.log = log;
  }

  @Override
  public void serve(Exchange exchange) {
    long start = System.nanoTime();
    enter();
    String dialect = "none";
    String route = "none";
    Answer answer;
    try {
      Optional<Answer> preflight = Cors.preflight(exchange, router.gate());
      if (preflight.isPresent()) {
        answer = preflight.orElseThrow();
      } else {
        Router.Found found = router.find(exchange);
        dialect = found.route().dialect();
        route = found.route().pattern();
        requireRunning();
        answer = router.answer(exchange, found);
      }
    } catch (IOException | RuntimeException | Error e) {
      answer = failed(e);
    }
    boolean stream = answer.body() instanceof Answer.Stream;
    if (stream) {
      leave(); // it lasts as long as its client likes, so the end does not wait for it
    }
    try {
      exchange.respond(Cors.allow(answer, exchange, router.gate()));
    } catch (IOException e) {
      log.add("client gone before its answer: " + route);
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      log.answered(exchange.method(), route, answer.status(), took.toMillis(), answer.size());
      observer.request(dialect, route, answer.status(), took);
      observer.bytes("received", Math.max(0, exchange.length()));
      observer.bytes("sent", answer.size());
      if (!stream) {
        leave();
      }
    }
  }

  private Answer failed(Throwable failure) {
    String id = Failures.newId();
    Answer answer =
        failure instanceof IOException
            ? Failures.answer(Refusal.wrong("request", "its whole body", "its end before that"), id)
            : Failures.answer(failure, id);
    if (answer.status() >= 500 && !(failure instanceof Refusal)) {
      log.failed(id, failure);
    }
    return answer;
  }

  private synchronized void enter() {
    serving++;
  }

  private synchronized void leave() {
    serving--;
    notifyAll();
  }

  private synchronized void requireRunning() {
    if (stopping) {
      throw Refusal.busy(10, "server", "one that runs", "one that is being stopped");
    }
  }

  /** Takes no more requests. */
  synchronized void stop() {
    stopping = true;
  }

  /** Waits for the answers that are under way. */
  synchronized void finish(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      for (long left = atMost.toNanos(); serving > 0 && left > 0; left = end - System.nanoTime()) {
        wait(Math.max(1, left / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
