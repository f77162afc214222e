// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** What is shown, as the page reads it: all objects, and the masks that differ from before. */
public final class SceneJson {

  private SceneJson() {}

  /**
   * A moment.
   *
   * @param before what the page shows already
   */
  public static JsonObject of(Moment moment, Scene before) {
    Scene scene = moment.scene();
    JsonObject o = new JsonObject();
    o.addProperty("revision", moment.revision());
    o.addProperty("canUndo", moment.canUndo());
    o.addProperty("canRedo", moment.canRedo());
    o.addProperty("stale", scene.isStale());
    o.addProperty("asked", scene.journal().size());
    o.add("job", JsonNull.INSTANCE);
    moment.job().ifPresent(id -> o.addProperty("job", id));
    o.add("objects", objects(scene));
    o.add("masks", changed(before, scene));
    o.addProperty("told", moment.told());
    return o;
  }

  /** A moment, for a page that shows nothing yet. */
  public static JsonObject whole(Moment moment) {
    return of(moment, Scene.EMPTY);
  }

  private static JsonArray objects(Scene scene) {
    Marks marks = Marks.of(scene.journal());
    JsonArray all = new JsonArray();
    for (NamedObject object : scene.objects().values()) {
      JsonObject o = new JsonObject();
      o.addProperty("key", object.key());
      o.addProperty("name", object.name());
      o.addProperty("colour", object.colour());
      o.add("cass", JsonNull.INSTANCE);
      object.segment().ifPresent(s -> o.addProperty("cass", s.id()));
      o.add("prompts", prompts(marks.of(object.key())));
      JsonArray scores = new JsonArray();
      scene.frames(object.key()).keySet().forEach(f -> scores.add(score(scene, object.key(), f)));
      o.add("scores", scores);
      all.add(o);
    }
    return all;
  }

  private static JsonArray prompts(SortedMap<Integer, List<Prompt>> marks) {
    JsonArray all = new JsonArray();
    marks.forEach(
        (frame, list) -> {
          JsonObject o = new JsonObject();
          o.addProperty("frame", frame);
          JsonArray points = new JsonArray();
          for (Prompt p : list) {
            if (p instanceof PointPrompt c) {
              points.add(numbers(c.x(), c.y(), c.positive() ? 1 : 0));
            } else if (p instanceof BoxPrompt b) {
              o.add("box", numbers(b.x0(), b.y0(), b.x1(), b.y1()));
            }
          }
          o.add("points", points);
          all.add(o);
        });
    return all;
  }

  private static JsonArray numbers(double... values) {
    JsonArray all = new JsonArray();
    for (double v : values) {
      all.add(v);
    }
    return all;
  }

  private static JsonArray score(Scene scene, String key, int frame) {
    return score(frame, scene.on(key, frame).orElseThrow(), need(scene, key, frame));
  }

  private static double need(Scene scene, String key, int frame) {
    return scene.need().getOrDefault(key, Map.of()).getOrDefault(frame, -1.0);
  }

  /** Frame, IoU, presence from 0 to 1, need of a correction or -1, area. */
  private static JsonArray score(int frame, Shown shown, double need) {
    return numbers(
        frame,
        round(shown.iou()),
        round(1 / (1 + Math.exp(-shown.presence()))),
        round(need),
        shown.area());
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  private static JsonArray changed(Scene before, Scene after) {
    JsonArray all = new JsonArray();
    Set<String> keys = new TreeSet<>(before.shown().keySet());
    keys.addAll(after.shown().keySet());
    for (String key : keys) {
      Set<Integer> frames = new TreeSet<>(before.frames(key).keySet());
      frames.addAll(after.frames(key).keySet());
      for (int frame : frames) {
        if (before.frames(key).get(frame) != after.frames(key).get(frame)) {
          all.add(mask(key, frame, after.on(key, frame), need(after, key, frame)));
        }
      }
    }
    return all;
  }

  /** An object's mask on a frame as runs, outside first; null where there is none. */
  static JsonObject mask(String key, int frame, Optional<Shown> shown, double need) {
    JsonObject o = new JsonObject();
    o.addProperty("object", key);
    o.addProperty("frame", frame);
    o.add("runs", JsonNull.INSTANCE);
    shown.ifPresent(
        s -> {
          JsonArray runs = new JsonArray();
          for (int length : s.runs().lengths()) {
            runs.add(length);
          }
          o.add("runs", runs);
          o.add("score", score(frame, s, need));
        });
    return o;
  }
}
