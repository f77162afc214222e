// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import io.github.medsam2.Segmentation;
import io.github.medsam2.VideoSession;
import io.github.medsam2.session.SessionEvent;
import java.util.List;

/** What was asked before, said again; walks are left to the user, as they take long. */
record Restored(List<SessionEvent> before) {

  Scene on(VideoSession video) {
    Marks marks = Marks.of(before);
    Scene scene = Scene.EMPTY;
    for (SessionEvent event : before) {
      if (event instanceof SessionEvent.Prompted p && marks.of(p.object()).containsKey(p.frame())) {
        Segmentation found = video.object(p.object()).on(p.frame()).prompt(p.prompts());
        boolean known = scene.objects().containsKey(p.object());
        scene = known ? scene : scene.named(NamedObject.unnamed(p.object()));
        scene = scene.found(p.object(), p.frame(), found);
      }
    }
    return scene;
  }
}
