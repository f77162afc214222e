// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import com.google.gson.JsonObject;
import io.github.medsam2.FrameResult;
import io.github.medsam2.server.http.Failures;
import java.util.Optional;
import java.util.function.Supplier;

/** What happens in a study, as the page reads it. Thread-safe. */
record Telling(Events events) {

  void changed(long revision) {
    JsonObject o = new JsonObject();
    o.addProperty("revision", revision);
    events.tell("changed", "changed", () -> o);
  }

  /** Masks of an object that is gone are told to nobody. */
  void removed(String key) {
    events.forget("mask " + key + " ");
  }

  void walked(Job walk, FrameResult found, Scene scene, long revision) {
    int frame = found.index();
    for (String key : found.objects().keySet()) {
      Optional<Shown> shown = scene.on(key, frame); // not the whole scene, which is large
      events.tell("mask", "mask " + key + " " + frame, () -> mask(key, frame, shown, revision));
    }
    JsonObject progress = about(walk);
    progress.addProperty("done", found.done());
    progress.addProperty("total", found.total());
    progress.addProperty("frame", frame);
    events.tell("progress", "walk", () -> progress);
  }

  private static JsonObject mask(String key, int frame, Optional<Shown> shown, long revision) {
    JsonObject mask = SceneJson.mask(key, frame, shown, -1);
    mask.addProperty("revision", revision);
    return mask;
  }

  void ended(Job walk, Supplier<Moment> now) {
    JsonObject done = about(walk);
    done.addProperty("cancelled", walk.isCancelled());
    done.addProperty("frames", walk.done());
    events.tell(
        "done",
        "walk",
        () -> {
          JsonObject data = done.deepCopy();
          Moment moment = now.get();
          data.add("scene", SceneJson.of(moment, moment.scene()));
          return data;
        });
  }

  void failed(Job walk, Throwable failure) {
    JsonObject failed = about(walk);
    failed.addProperty("detail", Failures.sentence(failure, Failures.newId()));
    events.tell("failed", "walk", () -> failed);
  }

  private static JsonObject about(Job walk) {
    JsonObject o = new JsonObject();
    o.addProperty("job", walk.id());
    return o;
  }
}
