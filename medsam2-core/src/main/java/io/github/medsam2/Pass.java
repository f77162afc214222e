package io.github.medsam2;

import io.github.medsam2.SessionEvent.Propagated;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.runtime.EmbeddingCache;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.FrameView;
import io.github.medsam2.runtime.ObjectMemory;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** One walk in one direction. The session's state and journal are right after every frame. */
final class Pass implements Iterator<FrameResult> {
  private final VideoSession session;
  private final Propagated plan;
  private final int absentLimit;
  private final Map<String, ObjectState> objects;
  private final int last;
  private int frame;
  private int done;
  private int absent;
  private int version;
  private boolean logged;

  Pass(VideoSession session, Propagated plan, int absentLimit) {
    this.session = session;
    this.plan = plan;
    this.absentLimit = absentLimit;
    this.frame = plan.from();
    this.last = session.frameCount() - 1;
    this.version = session.version();
    this.objects = new LinkedHashMap<>(session.states());
    plan.objects().forEach(name -> objects.put(name, session.state(name).copy()));
  }

  @Override
  public boolean hasNext() {
    boolean within = plan.reverse() ? frame >= plan.to() : frame <= plan.to();
    return within && (absentLimit == 0 || absent < absentLimit);
  }

  @Override
  public FrameResult next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    session.requireOpen();
    checkVersion();
    FrameResult result = step();
    Propagated sofar =
        new Propagated(plan.objects(), plan.from(), frame, plan.reverse(), plan.beforeFirst());
    session.replace(objects);
    if (!logged) {
      logged = true;
      session.log().append(sofar, session.states());
    } else {
      session.log().extend(sofar, session.states());
    }
    version = session.nextVersion();
    frame += plan.reverse() ? -1 : 1;
    return result;
  }

  /** Does the whole walk for its state alone, as when a journal is replayed to an earlier point. */
  void run() {
    while (hasNext()) {
      step();
      frame += plan.reverse() ? -1 : 1;
    }
    session.replace(objects);
  }

  private void checkVersion() {
    if (version != session.version()) {
      throw new InvalidInputException(
          "propagation",
          "a session that is left alone while it runs",
          "a prompt, undo or another propagation in between",
          "start a new propagation");
    }
  }

  private FrameResult step() {
    Map<String, Segmentation> out = new LinkedHashMap<>();
    boolean seen = false;
    try (EmbeddingCache.Lease lease = session.cache().lend(frame)) {
      prefetch();
      FrameView view = null;
      try {
        for (String name : plan.objects()) {
          FrameOutput output = known(name);
          if (output == null && follows(name)) {
            view = view == null ? session.stations().look(lease.image()) : view;
            output = track(name, lease, view);
          }
          if (output != null) {
            seen |= output.isPresent();
            out.put(name, session.segmentation(output));
          }
        }
      } finally {
        if (view != null) {
          view.close();
        }
      }
    }
    absent = seen ? 0 : absent + 1;
    done++;
    return new FrameResult(frame, out, done, Math.abs(plan.to() - plan.from()) + 1);
  }

  private void prefetch() {
    int next = frame + (plan.reverse() ? -1 : 1);
    boolean within = plan.reverse() ? next >= plan.to() : next <= plan.to();
    if (session.options().prefetch() && within) {
      session.cache().prefetch(next);
    }
  }

  /** Prompted frames are not tracked again. */
  private @Nullable FrameOutput known(String name) {
    ObjectMemory memory = state(name).memory();
    FrameOutput conditioning = memory.conditioning().get(frame);
    return conditioning != null ? conditioning : memory.kept().get(frame);
  }

  private boolean follows(String name) {
    Integer origin = state(name).origin(plan.reverse() && !plan.beforeFirst());
    if (origin == null) {
      return false;
    }
    if (session.options().policy().trackBeforePrompt()) {
      return true;
    }
    return plan.reverse() ? frame <= origin : frame >= origin;
  }

  private FrameOutput track(String name, EmbeddingCache.Lease lease, FrameView view) {
    ObjectState o = state(name);
    boolean reverse = plan.reverse();
    boolean end = frame == (reverse ? 0 : last) && !session.options().policy().sharedDirections();
    FrameOutput output =
        session
            .tracker()
            .track(frame, lease.image(), view, o.memory(), reverse, end, o.view(frame));
    int keep = session.options().budget().trackedFrames();
    ObjectMemory memory = o.memory().tracked(output, reverse, session.options().policy(), keep);
    ObjectState next = o.with(memory);
    next.score(output, reverse);
    objects.put(name, next);
    return output;
  }

  private ObjectState state(String name) {
    ObjectState o = objects.get(name);
    return o == null ? ObjectState.empty() : o;
  }
}
