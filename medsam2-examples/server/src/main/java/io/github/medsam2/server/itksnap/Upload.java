// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.itksnap;

import com.google.gson.JsonObject;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Grey;
import io.github.medsam2.server.image.Picture;
import io.github.medsam2.server.session.Session;
import java.io.IOException;

/** The image of a session: a volume, one slice, or one slice in colour. */
final class Upload {
  private final Desk desk;

  Upload(Desk desk) {
    this.desk = desk;
  }

  Answer answer(Session session, Call call) throws IOException {
    try (MultipartForm form = call.multipart(desk.folder())) {
      session.show(picture(RawVolume.read(form, call, desk.sessions().mostBytes())));
    }
    JsonObject stored = new JsonObject();
    stored.addProperty("message", "stored");
    return Answer.json(stored);
  }

  private Picture picture(RawVolume raw) {
    int[] s = raw.size();
    if (raw.channels() == 1) {
      double[] d = raw.spacing();
      Geometry place = Geometry.ofSpacing(d[0], d[1], d[2]);
      Volume volume = Volume.of(s[0], s[1], s[2], PixelType.FLOAT32, raw.data(), place);
      return Picture.of(volume, Grey.of(desk.settings().window(), volume));
    }
    if (s[2] != 1) {
      throw Refusal.wrong("image", "one slice where it is in colour", "several");
    }
    byte[] colours = new byte[3 * s[0] * s[1]];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = (byte) Math.max(0, Math.min(255, Math.round(raw.data().getFloat(4 * i))));
    }
    return Picture.of(Image.rgb8(s[0], s[1], colours), Intensity.standard());
  }
}
