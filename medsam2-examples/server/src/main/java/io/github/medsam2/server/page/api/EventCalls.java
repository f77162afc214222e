// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.api;

import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.page.study.Events;
import io.github.medsam2.server.page.study.Study;
import io.github.medsam2.server.session.Session;
import io.github.medsam2.server.session.Sessions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What happens, as server-sent events. A stream holds a thread of the carrier as long as it lasts,
 * so that streams have half of them at most.
 */
final class EventCalls {
  private static final Duration QUIET = Duration.ofSeconds(15);
  private static final int RETRY = 5;

  private final int most;
  private final Semaphore free;

  EventCalls(int connections) {
    this.most = Math.max(1, connections / 2);
    this.free = new Semaphore(most);
  }

  Answer stream(Session session, Study study, Call call) {
    long after =
        call.header("Last-Event-ID")
            .or(() -> call.query().first("after"))
            .filter(t -> t.matches("[0-9]{1,18}"))
            .map(Long::parseLong)
            .orElse(0L);
    session.note(Sessions.WATCHED, "");
    return Answer.stream("text/event-stream", out -> write(session, study.events(), after, out))
        .with("Cache-Control", "no-store")
        .with("X-Accel-Buffering", "no");
  }

  private void write(Session session, Events events, long after, OutputStream out)
      throws IOException {
    if (!free.tryAcquire()) {
      send(out, "retry: " + RETRY * 1000 + "\nevent: full\ndata: {}\n\n");
      return;
    }
    try {
      send(out, "retry: 2000\n\n");
      follow(session, events, after, out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server ends
    } finally {
      free.release();
    }
  }

  private static void follow(Session session, Events events, long after, OutputStream out)
      throws IOException, InterruptedException {
    long seen = after;
    while (true) {
      Optional<Events.Event> next = events.after(seen, QUIET);
      if (next.isPresent()) {
        Events.Event event = next.get();
        seen = event.number();
        send(
            out,
            "id: " + seen + "\nevent: " + event.type() + "\ndata: " + event.data().get() + "\n\n");
      } else if (events.isClosed()) {
        send(out, "event: gone\ndata: {}\n\n");
        return;
      } else {
        send(out, ": still here\n\n");
      }
      session.alive(); // it took what was sent
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
