// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final Duration NOW = Duration.ZERO;

  private static void tell(Events events, int key, int value) {
    JsonObject data = new JsonObject();
    data.addProperty("value", value);
    events.tell("mask", "mask " + key, () -> data);
  }

  private static int value(Events.Event event) {
    return event.data().get().get("value").getAsInt();
  }

  /**
   * Whatever a reader missed, it ends with the newest of every key, in order, and nothing twice.
   */
  @Property(tries = 200)
  void aReaderOfAnySpeedEndsWithTheNewest(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 5) Integer> keys,
      @ForAll @IntRange(min = 1, max = 7) int every)
      throws InterruptedException {
    Events events = new Events();
    Map<Integer, Integer> truth = new HashMap<>();
    Map<Long, Integer> seen = new HashMap<>();
    List<Long> order = new ArrayList<>();
    long last = 0;
    for (int i = 0; i < keys.size(); i++) {
      tell(events, keys.get(i), i);
      truth.put(keys.get(i), i);
      if (i % every == 0) {
        last = read(events, last, seen, order);
      }
    }
    last = read(events, last, seen, order);
    assertThat(seen.values()).containsAll(truth.values());
    assertThat(order).isSorted().doesNotHaveDuplicates();
    assertThat(events.after(last, NOW)).isEmpty();
  }

  private static long read(Events events, long from, Map<Long, Integer> seen, List<Long> order)
      throws InterruptedException {
    long last = from;
    for (Optional<Events.Event> next = events.after(last, NOW);
        next.isPresent();
        next = events.after(last, NOW)) {
      last = next.get().number();
      seen.put(last, value(next.get()));
      order.add(last);
    }
    return last;
  }

  @Test
  void nothingGrowsForAReaderThatStandsStill() throws InterruptedException {
    Events events = new Events();
    for (int i = 0; i < 10_000; i++) {
      tell(events, i % 3, i);
    }
    Map<Long, Integer> seen = new HashMap<>();
    read(events, 0, seen, new ArrayList<>());
    assertThat(seen.values()).containsExactlyInAnyOrder(9997, 9998, 9999);
  }

  @Test
  void whoWaitsIsWokenAndToldOfTheEnd() throws Exception {
    Events events = new Events();
    CompletableFuture<Optional<Events.Event>> waiting =
        CompletableFuture.supplyAsync(() -> after(events, 0));
    tell(events, 1, 7);
    assertThat(value(waiting.get(60, TimeUnit.SECONDS).orElseThrow())).isEqualTo(7);
    CompletableFuture<Optional<Events.Event>> end =
        CompletableFuture.supplyAsync(() -> after(events, 1));
    events.close();
    assertThat(end.get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(events.isClosed()).isTrue();
  }

  @Test
  void aNumberOfAnEarlierLifeBeginsAnew() throws InterruptedException {
    Events events = new Events();
    tell(events, 1, 7);
    assertThat(events.after(1234, NOW)).isPresent();
  }

  private static Optional<Events.Event> after(Events events, long number) {
    try {
      return events.after(number, Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
