// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.api;

import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.page.study.Study;
import io.github.medsam2.server.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Frames as samples. */
final class FrameCalls {
  private FrameCalls() {}

  /**
   * A frame. It never changes, so a client that has it is told so; but browsers are not to leave
   * images of patients on disks.
   */
  static Answer frame(Session session, Study study, Call call) throws IOException {
    int frame = Numbers.of("frame", call.path("frame"));
    if (frame >= study.source().count()) {
      throw Refusal.unknown("frame", "one of " + study.source().count(), "choose one of them");
    }
    String tag = "\"" + session.id() + "-" + frame + "\"";
    Answer answer;
    if (call.header("If-None-Match").filter(tag::equals).isPresent()) {
      answer = Answer.empty().status(304);
    } else {
      byte[] samples = study.source().samples().frame(frame);
      boolean packs = call.header("Accept-Encoding").orElse("").contains("gzip");
      answer =
          packs
              ? Answer.bytes(Answer.BYTES, packed(samples)).with("Content-Encoding", "gzip")
              : Answer.bytes(Answer.BYTES, samples);
    }
    return answer
        .with("ETag", tag)
        .with("Cache-Control", "private, no-store")
        .with("Vary", "Accept-Encoding");
  }

  private static byte[] packed(byte[] samples) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(samples.length / 2 + 64);
    try (GZIPOutputStream gzip = new Fast(out)) {
      gzip.write(samples);
    }
    return out.toByteArray();
  }

  /** Quick rather than small: a cine plays from these. */
  private static final class Fast extends GZIPOutputStream {
    Fast(ByteArrayOutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
